package mail

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
)

// Lookup is the texts that the domain name system has for a name, as net.Resolver's LookupTXT.
type Lookup func(ctx context.Context, name string) ([]string, error)

// Records says in sentences what a domain publishes for those who receive its letters: who may send for it (SPF, RFC 7208)
// and what becomes of letters that pass for it (DMARC, RFC 7489). How its letters are signed (DKIM, RFC 6376) can't be
// looked up without the name of the key, which the mail server chooses; so it says where to find it.
func Records(ctx context.Context, lookup Lookup, domain string) []string {
	return []string{
		spf(ctx, lookup, domain),
		"DKIM: your mail server signs the letters. Look in the source of the letter for DKIM-Signature: with s=NAME and d=" + domain +
			" in it, then ask for TXT at NAME._domainkey." + domain,
		dmarc(ctx, lookup, domain),
	}
}

func spf(ctx context.Context, lookup Lookup, domain string) string {
	found, err := find(ctx, lookup, domain, "v=spf1")
	switch {
	case err != nil:
		return fmt.Sprintf("SPF: %s: %v", domain, err)
	case len(found) == 0:
		return "SPF: " + domain + " has no record: publish one that names your mail server, such as v=spf1 include:… -all"
	case len(found) > 1:
		return fmt.Sprintf("SPF: %s has %d records, which is as good as none: keep one", domain, len(found))
	}
	return "SPF: " + domain + " has " + found[0]
}

// dmarc asks the domain, then those above it: a domain's record holds for the ones below.
func dmarc(ctx context.Context, lookup Lookup, domain string) string {
	for above := domain; strings.Contains(above, "."); _, above, _ = strings.Cut(above, ".") {
		found, err := find(ctx, lookup, "_dmarc."+above, "v=dmarc1")
		if err != nil {
			return fmt.Sprintf("DMARC: _dmarc.%s: %v", above, err)
		}
		if len(found) == 1 {
			return "DMARC: _dmarc." + above + " has " + found[0]
		}
	}
	return "DMARC: neither " + domain + " nor a domain above it has a record: publish one at _dmarc." + domain + ", such as v=DMARC1; p=none"
}

// find is the texts at a name that begin with a version.
func find(ctx context.Context, lookup Lookup, name, version string) (found []string, err error) {
	texts, err := lookup(ctx, name)
	if missing := (*net.DNSError)(nil); errors.As(err, &missing) && missing.IsNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, errors.New("the domain name system did not answer")
	}
	for _, text := range texts {
		first, _, _ := strings.Cut(strings.ReplaceAll(text, ";", " "), " ")
		if strings.EqualFold(first, version) {
			found = append(found, line(text))
		}
	}
	return found, nil
}
