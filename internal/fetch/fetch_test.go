package fetch

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// play answers every request of a test by one handler.
func play(t *testing.T, handle http.HandlerFunc) (host string) {
	t.Helper()
	server := httptest.NewServer(handle)
	t.Cleanup(server.Close)
	return server.URL
}

// client lets through the host of a test and nothing else that is not public.
func client(host string) Client {
	return Client{Agent: "Lediga jobb (https://jobb.example.se)", Allow: func(a netip.AddrPort) bool { return "http://"+a.String() == host }}
}

func mustParse(t *testing.T, address string) *url.URL {
	t.Helper()
	at, err := Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestAddressesAsPeoplePasteThem(t *testing.T) {
	for typed, want := range map[string]string{
		" jobb.example.se/1 ": "https://jobb.example.se/1", "http://jobb.example.se": "http://jobb.example.se", "//jobb.example.se": "",
		"30001234": "", "ftp://jobb.example.se": "", "http://a:b@jobb.example.se": "", "http://localhost": "", "": "", "http://[::1": "",
		"https://jobb.example.se/" + strings.Repeat("x", MaxAddress): "", "javascript:alert(1)": "", "http://fe80::1%25eth0/": "",
	} {
		at, err := Parse(typed)
		if want == "" && !errors.Is(err, ErrAddress) || want != "" && (err != nil || at.String() != want) {
			t.Errorf("%q: %v %v", typed, at, err)
		}
	}
}

func TestWhetherSomebodyAnswers(t *testing.T) {
	for name, tt := range map[string]struct {
		want   error
		handle http.HandlerFunc
	}{
		"a page": {nil, func(http.ResponseWriter, *http.Request) {}},
		"a page that has moved": {nil, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/" {
				http.Redirect(w, r, "/there", http.StatusMovedPermanently)
			}
		}},
		"not for programs": {nil, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }},
		"too many":         {nil, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTooManyRequests) }},
		"a file without end": {nil, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/zip")
			for err := error(nil); err == nil; {
				_, err = w.Write(make([]byte, 1<<16))
			}
		}},
		"not there":       {ErrGone, func(w http.ResponseWriter, r *http.Request) { http.NotFound(w, r) }},
		"no longer there": {ErrGone, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) }},
		"broken":          {ErrUnreachable, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }},
		"silent":          {ErrUnreachable, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }},
		"hanging up":      {ErrUnreachable, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }},
	} {
		t.Run(name, func(t *testing.T) {
			host := play(t, tt.handle)
			c := client(host)
			if name == "silent" {
				c.Timeout = 200 * time.Millisecond
			}
			err := c.Reach(t.Context(), host+"/?secret-token")
			if !errors.Is(err, tt.want) || err != nil && strings.Contains(err.Error(), "secret") {
				t.Errorf("%v, want %v", err, tt.want)
			}
		})
	}
	for address, want := range map[string]error{"http://127.0.0.1:1/": ErrUnreachable, "http://localhost/": ErrAddress, "mailto:a@example.se": ErrAddress} {
		if err := (Client{}).Reach(t.Context(), address); !errors.Is(err, want) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestAddressesThatAreNotPublic(t *testing.T) {
	for address, want := range map[string]bool{
		"93.184.215.14": true, "8.8.8.8": true, "2001:4860:4860::8888": true, "2a00:801::1": true, "64:ff9b::808:808": true,
		"127.0.0.1": false, "127.8.8.8": false, "0.0.0.0": false, "0.1.2.3": false, "10.0.0.1": false, "172.16.0.1": false,
		"192.168.1.1": false, "169.254.169.254": false, "168.63.129.16": false, "100.64.0.1": false, "100.100.100.200": false,
		"192.0.0.1": false, "192.0.2.1": false, "198.51.100.7": false, "203.0.113.9": false, "198.18.0.1": false,
		"192.88.99.1": false, "224.0.0.1": false, "239.1.1.1": false, "240.0.0.1": false, "255.255.255.255": false,
		"::": false, "::1": false, "::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "::7f00:1": false, "fe80::1": false,
		"fe80::1%eth0": false, "fc00::1": false, "fd00:ec2::254": false, "fec0::1": false, "ff02::1": false, "2001:db8::1": false,
		"3fff::1": false, "2001::1": false, "2002:7f00:1::1": false, "2002:0808:0808::1": false, "64:ff9b::7f00:1": false,
		"64:ff9b::a9fe:a9fe": false, "64:ff9b:1::1": false, "100::1": false, "5f00::1": false,
	} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: public is %t", address, got)
		}
	}
	for address, want := range map[string]bool{
		"8.8.8.8:80": true, "8.8.8.8:443": true, "8.8.8.8:22": false, "8.8.8.8:8080": false, "[2a00:801::1]:443": true,
		"[::1]:443": false, "[fe80::1%eth0]:443": false, "nonsense": false,
	} {
		if err := (Client{}).connectable(address); (err == nil) != want {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestARedirectLeadsNowhereElse(t *testing.T) {
	for target, want := range map[string]error{
		"http://10.0.0.1/":                        ErrUnreachable,
		"http://127.0.0.1:1/":                     ErrUnreachable,
		"http://[::1]/":                           ErrUnreachable,
		"http://[::ffff:127.0.0.1]/":              ErrUnreachable,
		"http://169.254.169.254/latest/meta-data": ErrUnreachable,
		"http://localhost/":                       ErrAddress,
		"http://a:b@10.0.0.1/":                    ErrAddress,
		"file:///etc/passwd":                      ErrAddress,
		"gopher://10.0.0.1/":                      ErrAddress,
	} {
		host := play(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, target, http.StatusFound) })
		if _, err := client(host).Get(t.Context(), mustParse(t, host)); !errors.Is(err, want) {
			t.Errorf("%s: %v", target, err)
		}
		if err := client(host).Reach(t.Context(), host); !errors.Is(err, want) {
			t.Errorf("reaching %s: %v", target, err)
		}
	}
}

func TestRedirects(t *testing.T) {
	asked := 0
	host := play(t, func(w http.ResponseWriter, r *http.Request) {
		asked++
		http.Redirect(w, r, r.URL.Path+"a", http.StatusFound)
	})
	if _, err := client(host).Get(t.Context(), mustParse(t, host+"/a")); !errors.Is(err, ErrUnreachable) || asked != maxRedirects+1 {
		t.Errorf("%d requests and %v", asked, err)
	}
}

func TestARedirectTellsNothingOfWhereItCameFrom(t *testing.T) {
	said := ""
	host := play(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/pasted" {
			http.Redirect(w, r, "/next", http.StatusFound)
			return
		}
		said = r.Referer()
	})
	if err := client(host).Reach(t.Context(), host+"/pasted"); err != nil || said != "" {
		t.Errorf("%v; the next page is told %q", err, said)
	}
}

func TestANameThatIsFirstPublicAndThenNot(t *testing.T) {
	asked := 0
	host := play(t, func(w http.ResponseWriter, r *http.Request) {
		asked++
		http.Redirect(w, r, "/again", http.StatusFound)
	})
	port := host[strings.LastIndex(host, ":"):]
	c := client(host)
	c.Resolver = answering(t, "127.0.0.1", "10.0.0.1")
	_, err := c.Get(t.Context(), mustParse(t, "http://jobb.example.com"+port+"/"))
	if !errors.Is(err, ErrUnreachable) || !strings.Contains(err.Error(), "not public") || asked != 1 {
		t.Errorf("%d requests and %v", asked, err)
	}
}
