package desk

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"time"

	"ledigajobb/internal/board"
)

// A limit is how often one may try something within a time. Times begin where the clock says so, not with the first try.
type limit struct {
	what string // names the attempts that are counted together
	most int
	per  time.Duration
}

// allow counts an attempt of somebody (a mail address, a client) under each limit; what is over one is a board.TooMany,
// and counts under none. The counts lie in the database, so that replicas share them, as hashes that tell of nobody.
func (c *change) allow(ctx context.Context, who string, limits ...limit) error {
	for _, l := range limits {
		begin := c.now.Truncate(l.per)
		end := begin.Add(l.per)
		key := c.signer.Hash("attempt", fmt.Sprintf("%s %s %d %s", l.what, l.per, begin.Unix(), who))
		n, err := c.tx.Attempt(ctx, key, end)
		if err != nil {
			return fmt.Errorf("counting attempts: %w", err)
		}
		if n > l.most {
			return &board.TooMany{Wait: end.Sub(c.now)}
		}
	}
	return nil
}

// spared says whether a mail address has had as many letters as it gets under some limits: what somebody else has caused is
// left out then, and nothing fails by it. If not, one more is counted.
func (c *change) spared(ctx context.Context, to string, limits ...limit) (bool, error) {
	err := c.allow(ctx, to, limits...)
	if errors.Is(err, board.ErrTooMany) {
		return true, nil
	}
	return false, err
}

// client is what a reader's address is counted under: whoever has an IPv6 address has 2^64 of them.
func client(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if ip = ip.Unmap().WithZone(""); ip.Is6() {
		if network, err := ip.Prefix(64); err == nil {
			return network.String()
		}
	}
	return ip.String()
}
