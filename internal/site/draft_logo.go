package site

// A logoField is where a picture is handed in.
type logoField struct {
	Shown string // address of the picture that is there
	Fault string
}

func (f *drafting) offerLogo(main *stepPage) error { return nil }

func (f *drafting) takeLogo() error { return nil }

func (f *drafting) advised(at int) []adviceLine { return nil }
