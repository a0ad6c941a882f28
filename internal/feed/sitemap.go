package feed

import (
	"bytes"
	"encoding/xml"
	"time"
)

// TypeXML is the media type of sitemaps.
const TypeXML = "application/xml"

// MaxAddresses is how many addresses one sitemap may have.
const MaxAddresses = 50_000

// An Address is one that is worth finding.
type Address struct {
	URL     string
	Changed time.Time // when what is there last said something else; the zero time: not known
}

// Sitemap is at most MaxAddresses addresses as a sitemap.
func Sitemap(addresses []Address) []byte { return sitemap("urlset", "url", addresses) }

// SitemapIndex is the addresses of sitemaps, where one does not hold all.
func SitemapIndex(sitemaps []Address) []byte { return sitemap("sitemapindex", "sitemap", sitemaps) }

func sitemap(root, element string, addresses []Address) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header + "<" + root + ` xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, a := range addresses {
		b.WriteString("<" + element + "><loc>")
		xml.EscapeText(&b, []byte(a.URL)) // a buffer takes everything
		b.WriteString("</loc>")
		if !a.Changed.IsZero() {
			b.WriteString("<lastmod>" + instant(a.Changed) + "</lastmod>")
		}
		b.WriteString("</" + element + ">\n")
	}
	b.WriteString("</" + root + ">\n")
	return b.Bytes()
}
