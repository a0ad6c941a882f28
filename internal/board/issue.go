package board

import (
	"slices"
	"time"
)

// An Issue is what one newsletter tells of: ads that an editor has chosen, in an order. There is one that is being made;
// those before it have been sent.
type Issue struct {
	Number int       // 1 is the first
	Ads    []ID      // in their order
	Left   []ID      // that the editor has left out, so that they do not come back by themselves
	Until  time.Time // what came until then was offered; zero in one that is being made
	SentAt time.Time // zero: it is being made
	SentBy string    // the editor's mail address
}

// MostAds is how many ads an issue has at most.
const MostAds = 50

// mostOffered is up to how many ads an issue takes by itself: after a mass publication its editor chooses.
const mostOffered = 20

// Sent says whether the issue has been sent.
func (i *Issue) Sent() bool { return !i.SentAt.IsZero() }

// Offer takes in ads that are new, the first first, as long as there is room, but for those that were left out.
func (i *Issue) Offer(ids ...ID) {
	for _, id := range ids {
		if len(i.Ads) < mostOffered && !slices.Contains(i.Left, id) {
			i.Put(id)
		}
	}
}

// Put takes an ad in as the last one. It says whether there was room.
func (i *Issue) Put(id ID) bool {
	if slices.Contains(i.Ads, id) {
		return true
	}
	if len(i.Ads) >= MostAds {
		return false
	}
	i.Left = slices.DeleteFunc(slices.Clone(i.Left), func(left ID) bool { return left == id })
	i.Ads = append(slices.Clip(i.Ads), id)
	return true
}

// Leave leaves an ad out.
func (i *Issue) Leave(id ID) {
	i.Keep(func(kept ID) bool { return kept != id })
	if !slices.Contains(i.Left, id) {
		i.Left = append(slices.Clip(i.Left), id)
	}
}

// Keep drops the ads that are not to be kept.
func (i *Issue) Keep(keep func(ID) bool) {
	i.Ads = slices.DeleteFunc(slices.Clone(i.Ads), func(id ID) bool { return !keep(id) })
}

// Shift moves an ad a place up or down, as far as there is one.
func (i *Issue) Shift(id ID, up bool) {
	from := slices.Index(i.Ads, id)
	to := from + 1
	if up {
		to = from - 1
	}
	if from >= 0 && to >= 0 && to < len(i.Ads) {
		i.Ads = slices.Clone(i.Ads)
		i.Ads[from], i.Ads[to] = i.Ads[to], i.Ads[from]
	}
}
