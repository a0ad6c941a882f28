package config

import (
	"strings"
	"testing"
)

func whole() Serve {
	return Serve{Database: Database{"sqlite:data/x.db"}, Log: Log{"info", "text"}, Addr: "127.0.0.1:8080", EndedDays: 180}
}

func TestEveryFaultIsSaidAtOnce(t *testing.T) {
	c := Serve{Database: Database{"mysql://root:hemligt@db"}, Log: Log{"loud", "xml"}, Addr: "8080", BaseURL: "site.example", KeptMB: -1,
		TrustedProxies: []string{"10.0.0.0/8", "nobody", "10.0.0.0/99"}}
	err := c.Check()
	if err == nil {
		t.Fatal("no fault was found")
	}
	for _, part := range []string{"--addr", "--base-url", "--log-level", "--log-format", "--kept-mb", `"nobody"`, `"10.0.0.0/99"`, "--database"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%s is missing in: %v", part, err)
		}
	}
	if strings.Contains(err.Error(), "hemligt") {
		t.Error("a password is repeated")
	}
}

func TestGoodSettings(t *testing.T) {
	for name, change := range map[string]func(*Serve){
		"defaults": func(*Serve) {},
		"all":      func(c *Serve) { c.Addr, c.BaseURL, c.LogLevel = ":80", "https://site.example/jobb", "DEBUG" },
		"postgres": func(c *Serve) {
			c.Database.Database, c.Secret = "postgres://u:p@h/db", []string{strings.Repeat("s", 32)}
		},
		"proxies": func(c *Serve) { c.TrustedProxies = []string{"127.0.0.1", "::1", "10.1.2.3/8"} },
	} {
		c := whole()
		change(&c)
		if err := c.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := (&Import{Database: Database{"sqlite:x"}, Format: "jobtech", Days: 60}).Check(); err != nil {
		t.Error(err)
	}
	if err := (&Import{Database: Database{"sqlite:"}, Format: "csv"}).Check(); err == nil || !strings.Contains(err.Error(), "--format") || !strings.Contains(err.Error(), "--database") {
		t.Error(err)
	}
}

func TestPublicAddressesThatMakeNoRoutes(t *testing.T) {
	for address, good := range map[string]bool{
		"https://site.example": true, "https://site.example/": true, "https://site.example/a.b/c-d/": true,
		"http://x//evil.example": false, "http://x/å": false, "http://x/%2e%2e": false, "http://x/..": false, "http://x/:id": false,
		"http://x/*": false, "http://x/a b": false, "http://u:p@x": false, "http://x/?q": false, "http://x/#y": false, "//x": false,
	} {
		c := whole()
		c.BaseURL = address
		if err := c.Check(); (err == nil) != good {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestThePublicAddress(t *testing.T) {
	for addr, want := range map[string]string{
		"127.0.0.1:8080": "http://127.0.0.1:8080", ":8080": "http://localhost:8080", "0.0.0.0:80": "http://localhost:80",
		"[::]:80": "http://localhost:80", "[::1]:80": "http://[::1]:80",
	} {
		c := whole()
		c.Addr = addr
		if got := c.PublicURL(); got != want {
			t.Errorf("%s: %s", addr, got)
		}
	}
}

func TestProxyNetworks(t *testing.T) {
	c := Serve{TrustedProxies: []string{"10.1.2.3/8", "127.0.0.1"}}
	networks, err := c.Proxies()
	if err != nil || networks[0].String() != "10.0.0.0/8" || networks[1].String() != "127.0.0.1/32" {
		t.Error(networks, err)
	}
}
