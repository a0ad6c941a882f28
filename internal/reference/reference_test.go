package reference

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"ledigajobb/internal/board"
)

func slugs[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// closed is every list whose values board knows, and so has to agree with labels.tsv.
func closed() map[List][]string {
	return map[List][]string{
		ListRole: slugs(board.Roles()), ListLevel: slugs(board.Levels()), ListLaw: slugs(board.Laws()),
		ListLawName: slugs(board.Laws()), ListCategory: slugs(board.Categories()), ListSector: slugs(board.Sectors()),
		ListEmploymentType: slugs(board.EmploymentTypes()), ListWorkingHours: slugs(board.AllWorkingHours()),
		ListDuration: slugs(board.Durations()), ListWorkplace: slugs(board.Workplaces()),
		ListPayPeriod: slugs(board.PayPeriods()), ListPayReason: slugs(board.PayReasons()),
		ListRequirement: slugs(board.Requirements()), ListLanguage: slugs(board.Languages()),
		ListStart: slugs(board.StartTerms()), ListFrequency: slugs(board.Frequencies()),
		ListContactKind: slugs(board.ContactKinds()), ListDeskRole: slugs(board.DeskRoles()),
		ListPackage: slugs(board.Packages()), ListEmployerStatus: slugs(board.Statuses()),
		ListItem: slugs(board.Items()), ListOrderState: slugs(board.OrderStates()),
		ListInvoiceRoute: slugs(board.InvoiceRoutes()), ListCreditReason: slugs(board.CreditReasons()),
		ListPay: {board.PayStated}, ListPlace: {"nationwide", "abroad", "none"},
		ListStatus: {"live", "paused", "expired", "filled", "cancelled", "withdrawn"},
	}
}

func TestLabelsAndBoardAgreeBothWaysInTheSameOrder(t *testing.T) {
	got := map[List][]string{}
	for _, row := range rows("labels.tsv") {
		list := List(row[0])
		got[list] = append(got[list], row[1])
		for _, text := range row[1:] {
			if text == "" || text != strings.TrimSpace(text) {
				t.Errorf("%s %s: an empty or untrimmed field: %q", list, row[1], text)
			}
		}
	}
	want := closed()
	for list, values := range want {
		if !slices.Equal(got[list], values) {
			t.Errorf("%s:\n got %v\nwant %v", list, got[list], values)
		}
	}
	for list := range got {
		if _, ok := want[list]; !ok {
			t.Errorf("%s is in labels.tsv and nowhere else", list)
		}
	}
	for _, f := range board.Facets() {
		if _, ok := want[List(f)]; !ok && f != board.FacetEmployer && f != board.FacetRegion && f != board.FacetMunicipality {
			t.Errorf("the facet %s has no labels", f)
		}
	}
}

func TestLabel(t *testing.T) {
	for _, tt := range []struct {
		lang board.Language
		list List
		slug string
		want string
	}{
		{"sv", ListRole, "upphandlare", "Upphandlare"},
		{"en", ListRole, "upphandlare", "Procurement officer"},
		{"", ListRole, "upphandlare", "Upphandlare"},
		{"fi", ListRole, "upphandlare", "Upphandlare"},
		{"sv", ListLaw, "lou", "LOU"},
		{"en", ListLawName, "lou", "Public Procurement Act"},
		{"sv", ListDuration, "6_to_12_months", "6–12 månader"},
		{"en", ListPayPeriod, "month", "SEK/month"},
		{"en", ListRegion, "01", "Stockholms län"},
		{"sv", ListMunicipality, "0980", "Gotland"},
		{"sv", ListRole, "kejsare", "kejsare"},
		{"sv", "no such list", "upphandlare", "upphandlare"},
	} {
		if got := Label(tt.lang, tt.list, tt.slug); got != tt.want {
			t.Errorf("Label(%q, %s, %s) = %q, want %q", tt.lang, tt.list, tt.slug, got, tt.want)
		}
	}
}

func TestMunicipalitiesAndCounties(t *testing.T) {
	municipalities, regions := Municipalities(), Regions()
	if len(municipalities) != 290 || len(regions) != 21 {
		t.Fatalf("%d municipalities in %d counties, want 290 in 21", len(municipalities), len(regions))
	}
	inhabited, concepts := map[string]bool{}, map[string]bool{}
	for _, m := range municipalities {
		inhabited[m.Region] = true
		concepts[m.ConceptID] = true
		if len(m.Code) != 4 || m.Region != m.Code[:2] {
			t.Errorf("%s: code %q in county %q", m.Name, m.Code, m.Region)
		}
		if _, ok := RegionByCode(m.Region); !ok {
			t.Errorf("%s: no county %q", m.Name, m.Region)
		}
		if got, ok := MunicipalityByCode(m.Code); !ok || got != m {
			t.Errorf("by code %s: %v", m.Code, got)
		}
		if got, ok := MunicipalityByConcept(m.ConceptID); !ok || got != m {
			t.Errorf("by concept %s: %v", m.ConceptID, got)
		}
		for _, name := range []string{m.Name, m.LegalName, strings.ToUpper(m.Name)} {
			if got, ok := MunicipalityByName(name); !ok || got != m {
				t.Errorf("by name %s: %v, want %v", name, got, m)
			}
		}
		nr, err := board.ParseOrgNr(m.OrgNr)
		if body, ok := BodyByOrgNr(nr); err != nil || !ok || body.LegalName != m.LegalName {
			t.Errorf("%s: organisation number %s is that of %q: %v", m.Name, m.OrgNr, body.LegalName, err)
		}
	}
	if len(inhabited) != 21 || len(concepts) != 290 {
		t.Errorf("%d counties have municipalities, %d concepts are different", len(inhabited), len(concepts))
	}
	for _, r := range regions {
		if got, ok := RegionByConcept(r.ConceptID); !ok || got != r {
			t.Errorf("by concept %s: %v", r.ConceptID, got)
		}
		for _, name := range []string{r.Name, strings.ToUpper(r.Name), strings.TrimSuffix(r.Name, " län")} {
			if got, ok := RegionByName(name); !ok || got != r {
				t.Errorf("by name %s: %v", name, got)
			}
		}
	}
}

func TestMunicipalityByName(t *testing.T) {
	for name, want := range map[string]string{
		"Stockholm": "0180", "stockholms  KOMMUN": "0180", "Kista": "0180", "Arenastaden": "0184", "Visby": "0980",
		"Håbo": "0305", "Habo": "0643", "Bro": "0139", "Upplands-Bro": "0139", "Linköping": "0580",
		"": "", "Inköp": "", "Haabo": "",
	} {
		if got, ok := MunicipalityByName(name); got.Code != want || ok != (want != "") {
			t.Errorf("%q: %q, want %q", name, got.Code, want)
		}
	}
	for _, row := range rows("places.tsv") {
		if m, ok := MunicipalityByCode(row[1]); !ok || strings.EqualFold(m.Name, row[0]) {
			t.Errorf("the place %s lies in %q", row[0], row[1])
		}
	}
}

func TestCountryByName(t *testing.T) {
	for name, want := range map[string]string{
		"Sverige": "SE", "sweden": "SE", "se": "SE", "Norge": "NO", "Tyskland": "DE", "USA": "US", "Åland": "AX",
		"Danmark": "DK", "Storbritannien": "GB", "": "", "Atlantis": "", "199": "",
	} {
		if got, ok := CountryByName(name); got != want || ok != (want != "") {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	if n := len(rows("countries.tsv")); n != 249 {
		t.Errorf("%d countries, want ISO's 249", n)
	}
	if Label("en", ListCountry, "DE") != "Germany" || Label("sv", ListCountry, "DE") != "Tyskland" {
		t.Error("countries have no labels")
	}
}

func TestEveryBodyHasANumberASectorAndAName(t *testing.T) {
	bodies := Bodies()
	if len(bodies) != 577 {
		t.Errorf("%d bodies, want 577", len(bodies))
	}
	for _, b := range bodies {
		if got, ok := BodyByOrgNr(b.OrgNr); !ok || got != b {
			t.Errorf("by number %s: %v", b.OrgNr, got)
		}
		for _, name := range []string{b.Name, b.LegalName} {
			if got, ok := BodyByName(name); !ok || got != b {
				t.Errorf("by name %s: %v, want %v", name, got, b)
			}
		}
		if _, ok := board.Parse(board.Sectors(), string(b.Sector)); !ok {
			t.Errorf("%s: sector %q", b.Name, b.Sector)
		}
		if suggested := b.OrgNr.SuggestedSector(); strings.HasPrefix(b.OrgNr.Digits(), "2") && suggested != b.Sector {
			t.Errorf("%s: the number suggests %q, the list says %q", b.Name, suggested, b.Sector)
		}
	}
}

func TestBodyByName(t *testing.T) {
	for name, want := range map[string]string{
		"Polisen": "Polismyndigheten", "MSB": "Myndigheten för civilt försvar (MCF)", "göteborgs stad": "Göteborgs Stad",
		"Göteborgs kommun": "Göteborgs Stad", "Styrelsen för internationellt utvecklingssamarbete": "Sida",
		"Statens inköpscentral": "Kammarkollegiet", "Ekby kommun": "", "": "",
	} {
		if got, ok := BodyByName(name); got.Name != want || ok != (want != "") {
			t.Errorf("%q: %q, want %q", name, got.Name, want)
		}
	}
}

func TestNamesAreInTheSwedishAlphabetsOrder(t *testing.T) {
	names := []string{"Östergötlands län", "Örebro län", "Ängelholm", "Åre", "Zinkgruvan", "Habo", "Håbo", "ale", "Borås"}
	slices.SortFunc(names, Compare)
	want := []string{"ale", "Borås", "Habo", "Håbo", "Zinkgruvan", "Åre", "Ängelholm", "Örebro län", "Östergötlands län"}
	if !slices.Equal(names, want) {
		t.Errorf("got %v\nwant %v", names, want)
	}
	regions := Regions()
	if last := regions[len(regions)-1].Name; last != "Östergötlands län" {
		t.Errorf("the last county is %s", last)
	}
	if !slices.IsSortedFunc(Bodies(), func(a, b Body) int { return Compare(a.Name, b.Name) }) {
		t.Error("the bodies are not in order")
	}
	if Compare("Å", "Å") != 0 || Compare("a", "A") == 0 {
		t.Error("Compare tells the same from another wrongly")
	}
}

func TestManyMayAskAtOnce(t *testing.T) {
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			names := []string{"Öckerö", "Ale"}
			slices.SortFunc(names, Compare)
			if names[0] != "Ale" || Label("en", ListSector, "state") != "State agency" {
				t.Error("wrong under load")
			}
		})
	}
	wg.Wait()
}
