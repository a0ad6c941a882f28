package apiv1

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"ledigajobb/api"
	"ledigajobb/internal/board"
	"ledigajobb/internal/words"
)

// openapi is as much of an OpenAPI document as the page shows.
type openapi struct {
	Info struct {
		Title       string
		Summary     string
		Description string
	}
	Tags []struct {
		Name        string
		Description string
	}
	Paths      ordered[struct{ Get operation }]
	Components struct {
		Parameters map[string]parameter
		Responses  map[string]response
		Schemas    ordered[schema]
	}
}

type operation struct {
	Tags        []string
	ID          string `yaml:"operationId"`
	Summary     string
	Description string
	Parameters  []parameter
	Responses   ordered[response]
}

type parameter struct {
	Ref         string `yaml:"$ref"`
	Name        string
	In          string
	Description string
	Schema      schema
}

type response struct {
	Ref         string `yaml:"$ref"`
	Description string
	Content     map[string]struct{ Schema schema }
}

type schema struct {
	Ref         string `yaml:"$ref"`
	Type        string
	Format      string
	Description string
	Enum        []string
	Default     any
	Minimum     *int64
	Maximum     *int64
	Items       *schema
	Required    []string
	Properties  ordered[schema]
	Others      *schema `yaml:"additionalProperties"`
	Examples    []any
}

// ordered is a mapping in the order in which it is written.
type ordered[T any] []named[T]

type named[T any] struct {
	Name  string
	Value T
}

// UnmarshalYAML reads the mapping twice, for its order and for its values.
func (o *ordered[T]) UnmarshalYAML(unmarshal func(any) error) error {
	var keys yaml.MapSlice
	if err := unmarshal(&keys); err != nil {
		return err
	}
	var values map[string]T
	if err := unmarshal(&values); err != nil {
		return err
	}
	for _, key := range keys {
		name := fmt.Sprint(key.Key)
		*o = append(*o, named[T]{name, values[name]})
	}
	return nil
}

// docs is what the page shows.
type docs struct {
	Title, Summary, Description string
	Style, Source               string // addresses
	Groups                      []docsGroup
	Schemas                     []docsSchema
	Problems                    []docsProblem
}

type docsGroup struct {
	Name, Description string
	Calls             []docsCall
}

type docsCall struct {
	ID, Path, Summary, Description string
	Parameters                     []docsField
	Answers                        []docsAnswer
	Example                        string // JSON
}

type docsAnswer struct {
	Status, Description string
	Schema              string // its name
}

type docsSchema struct {
	Name, Description string
	Fields            []docsField
}

type docsField struct {
	Name, In, Description string
	Type                  string
	Schema                string // the name of the schema that it has, if any
	Values                []string
	Limits                string
	Required              bool
}

type docsProblem struct {
	Name, Title string
	Status      int
}

// readDocument reads an OpenAPI document for the page.
func readDocument(document []byte) (docs, error) {
	var o openapi
	if err := yaml.Unmarshal(document, &o); err != nil {
		return docs{}, err
	}
	page := docs{Title: o.Info.Title, Summary: o.Info.Summary, Description: o.Info.Description, Problems: problems()}
	for _, tag := range o.Tags {
		group := docsGroup{Name: tag.Name, Description: tag.Description}
		for _, path := range o.Paths {
			if slices.Contains(path.Value.Get.Tags, tag.Name) {
				group.Calls = append(group.Calls, o.call(path.Name, path.Value.Get))
			}
		}
		page.Groups = append(page.Groups, group)
	}
	for _, s := range o.Components.Schemas {
		page.Schemas = append(page.Schemas, docsSchema{s.Name, s.Value.Description, s.Value.fields("")})
	}
	return page, nil
}

func (o *openapi) call(path string, op operation) docsCall {
	call := docsCall{ID: op.ID, Path: path, Summary: op.Summary, Description: op.Description}
	for _, p := range op.Parameters {
		if p.Ref != "" {
			p = o.Components.Parameters[base(p.Ref)]
		}
		f := p.Schema.field(p.Name)
		f.In, f.Description = p.In, p.Description
		if item := p.Schema.Items; item != nil {
			f.Type = item.Type + ", repeatable"
		}
		call.Parameters = append(call.Parameters, f)
	}
	for _, r := range op.Responses {
		if r.Value.Ref != "" {
			r.Value = o.Components.Responses[base(r.Value.Ref)]
		}
		answer := docsAnswer{Status: r.Name, Description: r.Value.Description}
		for _, content := range r.Value.Content {
			answer.Schema = base(content.Schema.Ref)
		}
		call.Answers = append(call.Answers, answer)
	}
	if example, err := fs.ReadFile(api.Examples, "examples/"+op.ID+".json"); err == nil {
		call.Example = string(example)
	}
	return call
}

// fields is the schema's properties, those of objects inside it behind them with their path.
func (s schema) fields(path string) []docsField {
	var fields []docsField
	for _, p := range s.Properties {
		f := p.Value.field(path + p.Name)
		f.Required = slices.Contains(s.Required, p.Name)
		fields = append(fields, f)
		fields = append(fields, p.Value.fields(path+p.Name+".")...)
		if p.Value.Items != nil {
			fields = append(fields, p.Value.Items.fields(path+p.Name+"[].")...)
		}
	}
	return fields
}

// field is the schema in a row of a table.
func (s schema) field(name string) docsField {
	f := docsField{Name: name, Description: s.Description, Type: s.Type, Values: s.Enum, Schema: base(s.Ref), Limits: s.limits()}
	switch {
	case s.Items != nil:
		item := s.Items.field("")
		f.Type, f.Schema, f.Values = "list of "+item.Type, item.Schema, item.Values
	case s.Others != nil && s.Others.Items != nil:
		f.Type, f.Schema = "lists by name of ", base(s.Others.Items.Ref)
	case s.Format != "":
		f.Type = s.Format
	}
	return f
}

func (s schema) limits() string {
	var limits []string
	if s.Minimum != nil && s.Maximum != nil {
		limits = append(limits, fmt.Sprintf("%d–%d", *s.Minimum, *s.Maximum))
	}
	if s.Default != nil {
		limits = append(limits, fmt.Sprintf("%v when not given", s.Default))
	}
	if len(s.Examples) > 0 {
		limits = append(limits, fmt.Sprintf("such as %v", s.Examples[0]))
	}
	return strings.Join(limits, ", ")
}

// base is the last part of a reference: its name.
func base(ref string) string { return ref[strings.LastIndexByte(ref, '/')+1:] }

// problems is every kind of problem that there is, in English as the page.
func problems() []docsProblem {
	var all []docsProblem
	for _, k := range allKinds() {
		all = append(all, docsProblem{
			Name: k.name, Status: k.status, Title: words.Text(board.English, "problem."+k.name+".title"),
		})
	}
	return all
}
