package desk

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"

	"ledigajobb/internal/board"
)

// termsSetting is the text of the terms for advertisers, as the settings have it.
const termsSetting = board.SettingTexts + "annonsvillkor.sv"

// Terms is the version of the terms for advertisers that hold now: the beginning of the SHA-256 of their Swedish text, so
// that the text that was accepted can be told among those that the settings have had.
func (d *Desk) Terms(ctx context.Context) (string, error) {
	settings, err := d.store.Settings(ctx)
	return d.termsOf(settings), err
}

func (d *Desk) termsOf(settings map[string]string) string {
	sum := sha256.Sum256([]byte(cmp.Or(settings[termsSetting], d.terms)))
	return hex.EncodeToString(sum[:6])
}
