package site

// Anchors are links under a heading.
type anchors struct {
	ID    string // of the heading
	Name  string
	Links []noted
}

// A noted link has something said of where it leads.
type noted struct {
	anchor
	Note string
}

// besides is the links, nil where there are none.
func besides(id, name string, links []noted) *anchors {
	if len(links) == 0 {
		return nil
	}
	return &anchors{id, name, links}
}
