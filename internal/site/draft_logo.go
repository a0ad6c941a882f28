package site

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"

	"ledigajobb/internal/board"
	"ledigajobb/internal/picture"
	"ledigajobb/internal/words"
)

// A logoField is where a picture is handed in.
type logoField struct {
	Shown string // address of the picture that is there
	Own   bool   // it came with the draft, and can be taken away
	Fault string
	Most  int    // bytes that the file may have
	Large string // what is said of one that has more, before it is sent
}

func newLogoField(v *visit, key, fault string) logoField {
	large := logoFault(&picture.Error{Code: picture.CodeSize}).Faults[0]
	large.Value = ""
	return logoField{Own: key != "", Fault: fault, Most: picture.MaxBytes, Large: words.Fault(v.lang, large)}
}

// offerLogo shows the logo that came with the draft, or that its employer has. An agency has no logo to hand in.
func (f *drafting) offerLogo(main *stepPage, fault string) error {
	if f.draft == nil || f.draft.Client.For == board.ForOther {
		return nil
	}
	key := f.draft.Logo
	shown := newLogoField(f.visit, key, fault)
	main.Logo = &shown
	if key == "" {
		ctx := f.c.Request().Context()
		quote, err := f.Desk.Quote(ctx, f.actor(), f.draft.ID, f.key)
		if invalid := (*board.Invalid)(nil); err != nil && !errors.As(err, &invalid) {
			return err
		}
		if key, err = f.Desk.OfferedLogo(ctx, f.actor(), quote.Order.Employer); err != nil {
			return err
		}
	}
	if key != "" {
		main.Logo.Shown = f.Links.Local(f.Links.Logo(key))
	}
	return nil
}

// takeLogo keeps the picture that was sent with the step, if one was. What is wrong with it is a fault of its field.
func (f *drafting) takeLogo() error {
	file, err := sentFile(f.c.Request(), "logo")
	if err != nil || len(file) == 0 {
		return err
	}
	draft, err := f.Desk.SaveDraftLogo(f.c.Request().Context(), f.actor(), f.draft.ID, f.key, f.draft.Version, file)
	if wrong := (*picture.Error)(nil); errors.As(err, &wrong) {
		return logoFault(wrong)
	}
	if err == nil {
		f.draft = draft
	}
	return err
}

// dropLogo takes the picture away that came with the draft.
func (f *drafting) dropLogo() error {
	_, err := f.Desk.SaveDraftLogo(f.c.Request().Context(), f.actor(), f.draft.ID, f.key, 0, nil)
	if err != nil {
		return err
	}
	return f.leadTo(f.at, nil)
}

func logoFault(wrong *picture.Error) *board.Invalid {
	const mb = 1 << 20
	if wrong.Width > picture.MaxSide || wrong.Height > picture.MaxSide {
		return &board.Invalid{Faults: []board.Fault{{
			Field: "logo", Code: "logo.pixels", Value: fmt.Sprintf("%d × %d", wrong.Width, wrong.Height), Allowed: fmt.Sprint(picture.MaxSide),
		}}}
	}
	return &board.Invalid{Faults: []board.Fault{{
		Field: "logo", Code: wrong.Code, Value: fmt.Sprintf("%.1f", float64(wrong.Bytes)/mb), Allowed: fmt.Sprint(picture.MaxBytes / mb),
	}}}
}

// sentFile is the file that a form brought, nothing where it brought none. One that is too long is cut where it is known to
// be.
func sentFile(r *http.Request, name string) ([]byte, error) {
	if r.MultipartForm == nil || len(r.MultipartForm.File[name]) == 0 {
		return nil, nil
	}
	return readUpTo(r.MultipartForm.File[name][0], picture.MaxBytes+1)
}

func readUpTo(h *multipart.FileHeader, most int64) (content []byte, err error) {
	file, err := h.Open()
	if err != nil {
		return nil, fmt.Errorf("a file that was sent: %w", err)
	}
	content, err = io.ReadAll(io.LimitReader(file, most))
	return content, cmp.Or(err, file.Close())
}
