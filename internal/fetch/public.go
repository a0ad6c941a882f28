package fetch

import (
	"net/netip"
	"slices"
)

// reserved are the networks that are no place for a web page though they are written like one (IANA's registries of
// special-purpose addresses), and those in which clouds answer their machines. Loopback, private, link-local and multicast
// ones are told by package netip.
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),        // this network (RFC 791)
	netip.MustParsePrefix("100.64.0.0/10"),    // shared by a carrier's customers (RFC 6598)
	netip.MustParsePrefix("168.63.129.16/32"), // Azure's own
	netip.MustParsePrefix("192.0.0.0/24"),     // protocols (RFC 6890)
	netip.MustParsePrefix("192.0.2.0/24"),     // documentation (RFC 5737)
	netip.MustParsePrefix("192.88.99.0/24"),   // 6to4 relays (RFC 7526)
	netip.MustParsePrefix("198.18.0.0/15"),    // measurements (RFC 2544)
	netip.MustParsePrefix("198.51.100.0/24"),  // documentation
	netip.MustParsePrefix("203.0.113.0/24"),   // documentation
	netip.MustParsePrefix("240.0.0.0/4"),      // the future (RFC 1112)
	netip.MustParsePrefix("2001::/23"),        // protocols, Teredo among them (RFC 2928)
	netip.MustParsePrefix("2001:db8::/32"),    // documentation (RFC 3849)
	netip.MustParsePrefix("2002::/16"),        // 6to4, in which any IPv4 address can hide (RFC 3056)
	netip.MustParsePrefix("3fff::/20"),        // documentation (RFC 9637)
}

var (
	unicast6 = netip.MustParsePrefix("2000::/3")     // all that has been given out of IPv6 (RFC 4291)
	nat64    = netip.MustParsePrefix("64:ff9b::/96") // IPv4 as seen from a network of IPv6 alone (RFC 6052)
)

// public says whether an address is one that anybody on the internet may ask.
func public(a netip.Addr) bool {
	a = a.Unmap()
	if nat64.Contains(a) {
		bytes := a.As16()
		a = netip.AddrFrom4([4]byte(bytes[12:]))
	}
	if a.Is6() && !unicast6.Contains(a) {
		return false
	}
	return a.IsGlobalUnicast() && !a.IsPrivate() && !slices.ContainsFunc(reserved, func(p netip.Prefix) bool { return p.Contains(a) })
}
