package kept

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// An Answer is a rendered answer with its entity tag. It is compressed once, when somebody first asks for that.
type Answer struct {
	Status int
	Type   string
	Body   []byte
	Ground any // what the answer stands on, for its maker to tell whether it still does; nil: it ends with its generation
	key    string
	tag    string

	once  sync.Once
	gz    []byte      // nil: not worth it
	grown func(n int) // told what the compressed form takes; nil for an answer that is not kept
}

// NewAnswer is an answer with an entity tag, given without quotes.
func NewAnswer(status int, contentType string, body []byte, tag string) *Answer {
	return &Answer{Status: status, Type: contentType, Body: body, tag: tag}
}

// smallest is the size in bytes under which compressing an answer saves no packet.
const smallest = 1000

// gzipped is the answer compressed, or nil where that saves less than half of it.
func (a *Answer) gzipped() []byte {
	a.once.Do(func() {
		if len(a.Body) < smallest {
			return
		}
		var buf bytes.Buffer
		w, _ := gzip.NewWriterLevel(&buf, 5) // the level is valid
		w.Write(a.Body)                      // a buffer takes everything
		w.Close()
		if buf.Len() <= len(a.Body)/2 {
			a.gz = bytes.Clone(buf.Bytes())
		}
		if a.grown != nil {
			a.grown(len(a.gz))
		}
	})
	return a.gz
}

// Fresh is how long caches may keep answers in seconds, max-age and stale-while-revalidate together.
const Fresh = 60

// Serve writes the answer: 304 to one who has it, compressed to one who takes that, and with the promise that caches
// let go of it at freshUntil, the instant at which the clock changes it. A cache that cannot reach us may keep it for a
// day: clients hide what has ended.
func Serve(w http.ResponseWriter, r *http.Request, a *Answer, freshUntil, now time.Time) {
	ServeAs(w, r, a, cacheControl(freshUntil.Sub(now)))
}

// ServeAs is Serve for an answer that the clock does not change, a script or a style sheet, with a Cache-Control of its
// own.
func ServeAs(w http.ResponseWriter, r *http.Request, a *Answer, cacheControl string) {
	h := w.Header()
	h["Cache-Control"] = []string{cacheControl}
	h.Add("Vary", "Accept-Encoding")
	body, etag := a.Body, `"`+a.tag+`"`
	if acceptsGzip(r.Header["Accept-Encoding"]) {
		if gz := a.gzipped(); gz != nil {
			body, etag = gz, `"`+a.tag+`-gz"`
			h["Content-Encoding"] = []string{"gzip"}
		}
	}
	h["Etag"] = []string{etag}
	if a.Status == http.StatusOK && matches(r.Header["If-None-Match"], a.tag) {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h["Content-Type"] = []string{a.Type}
	h["Content-Length"] = []string{strconv.Itoa(len(body))}
	w.WriteHeader(a.Status)
	if r.Method != http.MethodHead {
		w.Write(body) // a client that has gone is nobody's error
	}
}

// cacheControl shares what is left until the next change, at most Fresh seconds, between fresh and stale.
func cacheControl(left time.Duration) string {
	seconds := min(Fresh, max(0, int(left/time.Second)))
	age := (seconds + 1) / 2
	return "public, max-age=" + strconv.Itoa(age) + ", stale-while-revalidate=" + strconv.Itoa(seconds-age) +
		", stale-if-error=86400"
}

// acceptsGzip reads Accept-Encoding (RFC 9110, 12.5.3) as far as gzip goes.
func acceptsGzip(headers []string) bool {
	for _, header := range headers {
		for coding := range strings.SplitSeq(header, ",") {
			name, params, _ := strings.Cut(strings.TrimSpace(coding), ";")
			if strings.EqualFold(strings.TrimSpace(name), "gzip") {
				q, given := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
				return !given || strings.Trim(q, "0.") != ""
			}
		}
	}
	return false
}

// matches says whether If-None-Match names the answer in any coding (RFC 9110, 13.1.2: weak comparison; a tag with
// another coding's suffix is the same content).
func matches(headers []string, tag string) bool {
	for _, header := range headers {
		for candidate := range strings.SplitSeq(header, ",") {
			candidate = strings.TrimPrefix(strings.TrimSpace(candidate), "W/")
			candidate = strings.TrimSuffix(strings.Trim(candidate, `"`), "-gz")
			if candidate == tag || candidate == "*" {
				return true
			}
		}
	}
	return false
}
