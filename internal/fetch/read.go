package fetch

import (
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// maxBody is how many bytes an answer may have, unpacked.
const maxBody = 2 << 20

// An Answer is what was read.
type Answer struct {
	At   *url.URL // after redirects
	JSON bool     // else HTML
	Body []byte   // UTF-8
}

// Get reads a page or a JSON document, decoded, within the time of the context: see Limit. The error is one of this
// package's.
func (c Client) Get(ctx context.Context, at *url.URL) (Answer, error) {
	response, err := c.ask(ctx, http.MethodGet, at, "text/html,application/xhtml+xml,application/feed+json,application/json;q=0.9")
	if err != nil {
		return Answer{}, err
	}
	defer response.Body.Close()
	if err := acceptStatus(response.StatusCode); err != nil {
		return Answer{}, err
	}
	return read(response)
}

// read takes the body when it is a page or JSON and not too large, whatever its length was said to be.
func read(response *http.Response) (Answer, error) {
	stated := response.Header.Get("Content-Type")
	kind, _, _ := mime.ParseMediaType(stated)
	isJSON := kind == "application/json" || strings.HasSuffix(kind, "+json")
	switch {
	case !isJSON && kind != "text/html" && kind != "application/xhtml+xml":
		return Answer{}, fmt.Errorf("%w: neither a page nor JSON", ErrUnreadable)
	case response.Header.Get("Content-Encoding") != "": // gzip, which was asked for, is no longer there
		return Answer{}, fmt.Errorf("%w: packed in a way that was not asked for", ErrUnreadable)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBody+1))
	switch {
	case err != nil:
		return Answer{}, unreachable(response.Request.URL, err)
	case len(body) > maxBody:
		return Answer{}, fmt.Errorf("%w: too large", ErrUnreadable)
	}
	if !isJSON {
		body = decode(body, stated)
	}
	return Answer{response.Request.URL, isJSON, body}, nil
}

// decode is a page in UTF-8, from the encoding that its header, its first bytes or its meta elements name. What can be read
// as UTF-8 is that, whatever they name.
func decode(body []byte, contentType string) []byte {
	if utf8.Valid(body) {
		return body
	}
	encoding, _, _ := charset.DetermineEncoding(body, contentType)
	decoded, err := encoding.NewDecoder().Bytes(body)
	if err != nil {
		return body
	}
	return decoded
}
