package link

import "net/url"

// Web reads an address on the web, and no other: http or https, with a host and without a password.
func Web(s string) (string, bool) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return "", false
	}
	return u.String(), true
}
