package worker

import (
	"context"

	"ledigajobb/internal/desk"
)

// Orders moves each order to where its ad has come: to be invoiced when the ad has begun, also by the clock alone, and void
// when readers will never see it.
func Orders(d *desk.Desk) func(context.Context) error {
	return func(ctx context.Context) error {
		_, err := d.FollowAds(ctx)
		return err
	}
}
