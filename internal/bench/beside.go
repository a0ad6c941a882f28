package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ledigajobb/internal/app"
	"ledigajobb/internal/config"
	"ledigajobb/internal/store"
)

// importBeside takes the ads in while a server runs on the same file and writes 50 times a second, and says how long
// the import took and the slowest of those writes. The import has a connection of its own, as another process has.
func importBeside(ctx context.Context, ads string, database config.Database) error {
	board, err := openBoard(ctx, database, 128)
	if err != nil {
		return err
	}
	defer board.Close()
	begin, done := time.Now(), make(chan error, 1)
	go func() {
		done <- app.Import(ctx, config.Import{Database: database, File: ads, Publish: true, Redate: true, Days: 60}, env(), nil)
	}()
	writes, slowest := 0, time.Duration(0)
	for tick := time.NewTicker(20 * time.Millisecond); ; {
		select {
		case err := <-done:
			tick.Stop()
			fmt.Printf("imported beside a running server in %.1f s; of its %d own writes meanwhile the slowest took %.0f ms\n",
				time.Since(begin).Seconds(), writes, slowest.Seconds()*1000)
			return err
		case <-tick.C:
			wrote := time.Now()
			err := board.Store.Write(ctx, func(tx *store.Tx) error {
				return tx.SaveSetting(ctx, "bench", fmt.Sprint(writes), "bench", wrote)
			})
			if err != nil {
				return errors.Join(err, <-done)
			}
			writes, slowest = writes+1, max(slowest, time.Since(wrote))
		}
	}
}
