package fetch

import (
	"context"
	"errors"
	"net"
	"net/http"
)

// Gone says whether people who follow an address get nowhere any more: its host is not there, or says that the page is not
// (404, 410). What says nothing, somebody who turns programs away, a fault, silence, a host that is not public, is an error.
// The header alone is asked for first; whoever does not know the page then is asked for it as people do, since some know no
// such question.
func (c Client) Gone(ctx context.Context, address string) (bool, error) {
	ctx, cancel := c.Limit(ctx)
	defer cancel()
	at, err := Parse(address)
	if err != nil {
		return false, err
	}
	for _, method := range []string{http.MethodHead, http.MethodGet} {
		var response *http.Response
		if response, err = c.ask(ctx, method, at, "*/*"); err != nil {
			continue
		}
		response.Body.Close() // an error would be of a body that nobody wants
		if err = acceptStatus(response.StatusCode); err == nil {
			return false, nil
		}
	}
	unknown, isName := errors.AsType[*net.DNSError](err)
	if errors.Is(err, ErrGone) || isName && unknown.IsNotFound {
		return true, nil
	}
	return false, err
}
