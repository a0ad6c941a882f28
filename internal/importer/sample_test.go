package importer

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestTheSampleComesInWholeAndNamesNobodyReal(t *testing.T) {
	sample, err := os.ReadFile("testdata/sample.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	ads, placed, english := 0, 0, 0
	for item, err := range JobTech(bytes.NewReader(sample)) {
		if err != nil || item.Refused != nil || len(item.Misfits) > 0 {
			t.Fatal(err, item.Refused, item.Misfits)
		}
		in := item.Incoming
		ads++
		placed += len(in.Ad.Where.Places)
		if in.Ad.Language == "en" {
			english++
		}
		if in.Employer.Name == "" || in.Ad.Terms.Employment == "" || in.Ad.Text.Plain == "" || len(in.Ad.Contacts) == 0 {
			t.Errorf("%s lacks something", in.Source.ID)
		}
		if !in.Ad.Deadline.IsZero() || !in.Published.IsZero() {
			t.Errorf("%s has a date, which will pass", in.Source.ID)
		}
	}
	if ads != 12 || placed != 11 || english != 2 {
		t.Errorf("%d ads, %d with a place, %d in English", ads, placed, english)
	}
	for _, host := range regexp.MustCompile(`(?:https?://|@)([a-z0-9.-]+)`).FindAllStringSubmatch(string(sample), -1) {
		if !strings.HasSuffix(host[1], ".example.se") {
			t.Errorf("the address %s may be somebody's", host[0])
		}
	}
}
