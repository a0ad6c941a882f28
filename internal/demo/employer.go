package demo

import (
	"bytes"
	"fmt"
	"io/fs"

	"gopkg.in/yaml.v3"

	"ledigajobb/internal/board"
	"ledigajobb/internal/picture"
)

// employer is one of employers.yaml.
type employer struct {
	Key       string
	Name      string
	LegalName string `yaml:"legal_name"`
	Number    string
	Sector    board.Sector
	Place     string // the code of its municipality
	Agreement string
	Verified  bool
	Logo      *wordmark
}

func readEmployers() (all []employer, err error) {
	text, err := fs.ReadFile(files, "employers.yaml")
	if err != nil {
		return nil, err
	}
	reader := yaml.NewDecoder(bytes.NewReader(text))
	reader.KnownFields(true)
	if err := reader.Decode(&all); err != nil {
		return nil, fmt.Errorf("employers: %w", err)
	}
	return all, nil
}

// domain is where the employer's pages and mail are.
func (e employer) domain() string { return e.Key + ".example.se" }

// mailbox is the address that all of the employer's ads belong to.
func (e employer) mailbox() string { return "inkop@" + e.domain() }

// employer is the employer as the board knows it.
func (e employer) employer() (known board.Employer, err error) {
	known = board.Employer{
		Name: e.Name, LegalName: e.LegalName, Sector: e.Sector, URL: "https://" + e.domain(), Verified: e.Verified,
	}
	if e.Number != "" {
		known.OrgNr, err = board.ParseOrgNr(e.Number)
	}
	return known, err
}

// logo is the employer's logo, made fit to be shown, or nil.
func (e employer) logo() (*picture.Picture, error) {
	if e.Logo == nil {
		return nil, nil
	}
	file, err := e.Logo.draw()
	if err != nil {
		return nil, err
	}
	p, err := picture.Logo(file)
	return &p, err
}
