// Package config holds what the program is told when it starts: one struct for each command, read once from flags and
// environment, checked as a whole.
//
// The tags are kong's: they give each flag its default, its help, and an environment variable LEDIGAJOBB_<FLAG>. What is
// wrong is said all at once, each fault with the flag that it stands in and what to write instead.
package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
)

// Database says where the data is kept. Its default is a variable of kong's, database, so that a command can have another.
type Database struct {
	Database string `default:"${database}" help:"Where the data is kept: sqlite:FILE, or postgres://user:password@host/name."`
}

// Log says what is logged, and how.
type Log struct {
	LogLevel  string `default:"info" help:"The least that is logged: debug, info, warn or error."`
	LogFormat string `default:"text" help:"How it is logged: text or json."`
}

// Serve is what the server is told. How much it keeps by default hangs on the memory that there is: kong's variable kept.
type Serve struct {
	Database
	Log
	Mail
	Access
	Addr           string   `default:"127.0.0.1:8080" help:"The address to listen at, host:port."`
	BaseURL        string   `name:"base-url" help:"The public address of the service; may hold a path, which the proxy must not strip. (default: http:// and --addr)"`
	SiteName       string   `help:"What the service is called on its pages and in its letters, where the settings do not say it."`
	EndedDays      int      `default:"180" help:"How many days the page of an ad that has ended stays readable."`
	KeptMB         int      `name:"kept-mb" default:"${kept}" help:"How many megabytes of rendered answers are kept, at most; if nothing is said, a sixteenth of the memory, 32 to 512."`
	IndexFile      string   `help:"The file in which the search index is kept between starts, so that they are quick; if nothing is said, beside the SQLite database, and nowhere with PostgreSQL."`
	TrustedProxies []string `help:"Addresses or networks of the proxies in front, whose X-Forwarded-For is believed: 10.0.0.0/8,127.0.0.1."`
	JobSearch      string   `name:"jobsearch" default:"https://jobsearch.api.jobtechdev.se" help:"Base address of Arbetsförmedlingen's JobSearch API, which is asked for the ads of Platsbanken that employers paste the links of; none: they are not read."`
	TryLinks       bool     `default:"true" negatable:"" help:"Try at night whether something is there where live ads lead on to apply."`
	Demo           bool     `kong:"-"` // shows the pages for those who look at the service, such as the one of all parts
}

// Import is what an import is told.
type Import struct {
	Database
	File    string `arg:"" help:"The file of ads, gzip or not."`
	Format  string `default:"jobtech" help:"The file's format: jobtech."`
	Publish bool   `help:"Put the ads live; otherwise they wait for an editor."`
	Redate  bool   `help:"Treat every ad as published now, with the day 60 days from now as its last day to apply (for trials)."`
	Days    int    `default:"60" help:"How many days an ad without a last day to apply is shown."`
}

// Check is nil, or every fault of the settings in one error.
func (c *Serve) Check() error {
	_, _, addrErr := net.SplitHostPort(c.Addr)
	if addrErr != nil {
		addrErr = fmt.Errorf("--addr %q is no address to listen at: write host:port, for example 127.0.0.1:8080", c.Addr)
	}
	_, levelErr := c.Level()
	_, proxyErr := c.Proxies()
	return errors.Join(addrErr, checkBase(c.BaseURL), checkJobSearch(c.JobSearch), checkDays("--ended-days", c.EndedDays), c.checkKept(), levelErr, c.checkFormat(), proxyErr,
		c.checkMail(c.PublicURL()), c.Database.Check(), c.Access.check(c.Database))
}

// basePath is what a public address may hold behind its host: plain words, of which routes are made.
var basePath = regexp.MustCompile(`^(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?$`)

func checkBase(address string) error {
	u, err := url.Parse(address)
	switch {
	case address == "":
		return nil
	case err != nil, u.Scheme != "http" && u.Scheme != "https", u.Host == "", u.User != nil, u.RawQuery != "", u.Fragment != "":
		return errors.New("--base-url is no public address: write it whole, for example https://site.example/jobb, without user, question mark or hash")
	case !basePath.MatchString(u.EscapedPath()):
		return fmt.Errorf("--base-url holds the path %q: it may have letters a-z, digits, hyphens and full stops between its slashes", u.EscapedPath())
	}
	return nil
}

func checkJobSearch(address string) error {
	u, err := url.Parse(address)
	if address != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "") {
		return fmt.Errorf("--jobsearch %q is no web address: write https://jobsearch.api.jobtechdev.se", address)
	}
	return nil
}

// PublicURL is the public address of the service: the one that was given, else the one that is listened at.
func (c *Serve) PublicURL() string {
	if c.BaseURL != "" {
		return c.BaseURL
	}
	host, port, _ := net.SplitHostPort(c.Addr) // Check has read it
	if ip, err := netip.ParseAddr(host); host == "" || err == nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// Level is the least that is logged.
func (c *Log) Level() (level slog.Level, err error) {
	if level.UnmarshalText([]byte(c.LogLevel)) != nil {
		return level, fmt.Errorf("--log-level %q is unknown: write debug, info, warn or error", c.LogLevel)
	}
	return level, nil
}

func (c *Log) checkFormat() error {
	if c.LogFormat != "text" && c.LogFormat != "json" {
		return fmt.Errorf("--log-format %q is unknown: write text or json", c.LogFormat)
	}
	return nil
}

// Proxies is the networks whose word about a reader's address is believed.
func (c *Serve) Proxies() (networks []*net.IPNet, err error) {
	var faults []error
	for _, s := range c.TrustedProxies {
		prefix, prefixErr := netip.ParsePrefix(s)
		if ip, err := netip.ParseAddr(s); err == nil {
			prefix, prefixErr = netip.PrefixFrom(ip, ip.BitLen()), nil
		}
		if prefixErr != nil {
			faults = append(faults, fmt.Errorf("--trusted-proxies %q is no address or network: write 10.0.0.0/8 or 127.0.0.1", s))
			continue
		}
		prefix = prefix.Masked()
		networks = append(networks, &net.IPNet{
			IP: prefix.Addr().AsSlice(), Mask: net.CIDRMask(prefix.Bits(), prefix.Addr().BitLen()),
		})
	}
	return networks, errors.Join(faults...)
}

// Check is nil when the database's address can be one. The password in it is never repeated.
func (c *Database) Check() error {
	scheme, rest, _ := strings.Cut(c.Database, ":")
	switch {
	case scheme == "sqlite" && rest != "", (scheme == "postgres" || scheme == "postgresql") && strings.HasPrefix(rest, "//"):
		return nil
	}
	return errors.New("--database must begin with sqlite: or postgres://, for example sqlite:data/ledigajobb.db")
}

// Check is nil, or every fault of the settings in one error.
func (c *Import) Check() error {
	var format error
	if c.Format != "jobtech" {
		format = fmt.Errorf("--format %q is unknown: write jobtech", c.Format)
	}
	return errors.Join(format, checkDays("--days", c.Days), c.Database.Check())
}

func (c *Serve) checkKept() error {
	if c.KeptMB < 0 || c.KeptMB > 1<<20 {
		return fmt.Errorf("--kept-mb %d is out of range: write 0 to %d", c.KeptMB, 1<<20)
	}
	return nil
}

func checkDays(flag string, days int) error {
	if days < 1 || days > 3650 {
		return fmt.Errorf("%s %d is out of range: write 1 to 3650", flag, days)
	}
	return nil
}
