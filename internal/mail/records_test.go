package mail

import (
	"context"
	"net"
	"strings"
	"testing"
)

func TestWhatADomainPublishes(t *testing.T) {
	texts := map[string][]string{
		"journal.example":             {"site-verification=1", "v=spf1 include:mail.example -all"},
		"_dmarc.journal.example":      {"v=DMARC1;p=none"},
		"jobb.journal.example":        {"v=spf1 -all", "v=spf1 +all"},
		"_dmarc.other.example":        {"something else"},
		"other.example":               {"v=spf10 x"},
		"_dmarc.bare.example":         nil,
		"_dmarc.deep.journal.example": nil,
	}
	lookup := func(_ context.Context, name string) ([]string, error) {
		if strings.HasSuffix(name, "slow.example") {
			return nil, &net.DNSError{IsTimeout: true}
		}
		if found, ok := texts[name]; ok {
			return found, nil
		}
		return nil, &net.DNSError{IsNotFound: true}
	}
	for domain, want := range map[string][]string{
		"journal.example":      {"v=spf1 include:mail.example -all", "v=DMARC1;p=none"},
		"jobb.journal.example": {"has 2 records", "_dmarc.journal.example has v=DMARC1;p=none"},
		"deep.journal.example": {"SPF: deep.journal.example has no record", "_dmarc.journal.example has"},
		"other.example":        {"SPF: other.example has no record", "DMARC: neither other.example"},
		"slow.example":         {"SPF: slow.example: the domain name system did not answer", "DMARC: _dmarc.slow.example: the domain"},
	} {
		said := strings.Join(Records(t.Context(), lookup, domain), "\n")
		for _, part := range append(want, "._domainkey."+domain) {
			if !strings.Contains(said, part) {
				t.Errorf("%s: %q is missing in:\n%s", domain, part, said)
			}
		}
	}
}
