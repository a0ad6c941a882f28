package desk

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/words"
)

// otherNames is what looks like an action and is none: a purpose that a link is signed for, a setting's fault, a field, a
// task of the log.
var otherNames = []string{
	"alert.own", "employer.name", "employer.workplace", "agency.name", "revision.ad.text.html",
	"setting.one_line", "setting.colour", "setting.hours", "setting.prices", "setting.menu", "setting.place",
}

// What the audit log can say, it says in words: each action that this package writes has some.
func TestEveryActionOfTheLogHasWords(t *testing.T) {
	action := regexp.MustCompile(`^(job|revision|draft|order|export|agency|employer|report|letter|editor|session|setting|alert|intake|audit|issue|proof)(\.[a-z_]+)+$`)
	found := 0
	for _, file := range get[[]string](t)(filepath.Glob("*.go")) {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed := get[*ast.File](t)(parser.ParseFile(token.NewFileSet(), file, nil, 0))
		ast.Inspect(parsed, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			said := get[string](t)(strconv.Unquote(literal.Value))
			if action.MatchString(said) && !slices.Contains(otherNames, said) && !slices.Contains(personalFields, said) {
				found++
				if !words.Has("audit." + said) {
					t.Errorf("%s: %s has no words", file, said)
				}
			}
			return true
		})
	}
	if found < 60 {
		t.Errorf("%d actions were found", found)
	}
}

// So has each field that can differ; those of a revision have the ad's.
func TestEveryFieldOfTheLogHasWords(t *testing.T) {
	for _, value := range []any{
		&board.Job{}, &board.Order{}, &board.Employer{}, &board.Customer{}, &board.Alert{}, &board.Notice{}, &store.Agency{}, &store.Held{},
	} {
		full(reflect.ValueOf(value).Elem(), 0)
		for _, d := range get[[]board.Difference](t)(differences(nil, value)) {
			if !words.Has("audit.field." + strings.TrimPrefix(d.Field, "revision.")) {
				t.Errorf("%T: %s has no words", value, d.Field)
			}
		}
	}
	for _, field := range []string{ // what is noted beside them
		"note", "email", "kind", "value", "merged", "owner", "role", "stand_in", "away_until", "reason", "outcome", "job", "reports",
		"orders", "total", "new", "updated", "org_nr", "invoice.org_nr",
	} {
		if !words.Has("audit.field." + field) {
			t.Errorf("%s has no words", field)
		}
	}
}

// full gives each field below a value something to say.
func full(v reflect.Value, deep int) {
	if deep > 8 || !v.CanSet() {
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64, reflect.Int32, reflect.Int16, reflect.Int8:
		v.SetInt(1)
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(1)
	case reflect.Float64:
		v.SetFloat(1)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		full(v.Elem(), deep+1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		full(v.Index(0), deep+1)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Unix(1, 0)))
			return
		}
		for i := range v.NumField() {
			full(v.Field(i), deep+1)
		}
	}
}

// get is what a call that must not fail gives.
func get[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}
