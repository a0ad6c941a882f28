package search

import (
	"reflect"
	"testing"
	"time"

	"ledigajobb/internal/board"
)

// TestAPackedJobIsWhatItWas fills every field of a job, so that none is forgotten when jobs get another.
func TestAPackedJobIsWhatItWas(t *testing.T) {
	whole := &board.Job{}
	fill(reflect.ValueOf(whole).Elem(), 1)
	whole.Employer = board.Employer{Slug: "ekby", Name: "Ekby kommun"}
	known := []*board.Employer{{}, &whole.Employer}
	var r recorder
	for _, j := range []*board.Job{{ID: "a"}, whole, {ID: "b"}} {
		r.add(j, "Excerpt of "+string(j.ID), map[string]uint32{"ekby": 2}[j.Employer.Slug])
	}
	all := r.records()

	want := *whole
	want.Ad.Text, want.Revision, want.Owners, want.Decision, want.Source.Digest = board.Text{}, nil, nil, board.Decision{}, ""
	if got := all.job(1, known); !reflect.DeepEqual(got, &want) {
		t.Errorf("got  %+v\nwant %+v", got, &want)
	}
	if all.id(1) != whole.ID || all.headline(1) != whole.Ad.Headline || all.excerpt(1) != "Excerpt of "+string(whole.ID) {
		t.Errorf("%q %q %q", all.id(1), all.headline(1), all.excerpt(1))
	}
	for doc, id := range map[uint32]board.ID{0: "a", 2: "b"} {
		if got := all.job(doc, known); !reflect.DeepEqual(got, &board.Job{ID: id}) {
			t.Errorf("%+v", got)
		}
	}
}

// fill puts something into all fields of a value that can be set, each time another.
func fill(v reflect.Value, n int) int {
	switch v.Kind() {
	case reflect.String:
		v.SetString(string(rune('a'+n%26)) + "öß")
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(n)*1000 - 300)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		n = fill(v.Index(1), fill(v.Index(0), n))
	case reflect.Struct:
		if v.Type() == instant {
			v.Set(reflect.ValueOf(time.UnixMilli(int64(n)).UTC()))
			break
		}
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				n = fill(v.Field(i), n)
			}
		}
	}
	return n + 1
}
