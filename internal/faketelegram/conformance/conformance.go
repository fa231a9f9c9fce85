// Package conformance checks calls of the Bot API against Telegram's machine-readable description of it, which tools
// extract from https://core.telegram.org/bots/api: fields, their types at any depth, lengths, and closed lists of values.
package conformance

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

// Description is the Bot API as its documentation describes it.
type Description struct {
	Version string
	Methods map[string]object
	Types   map[string]object
}

// object is a method with its parameters, or a type with its fields or its subtypes.
type object struct {
	Text     []string `json:"description"`
	Fields   []field  `json:"fields"`
	Subtypes []string `json:"subtypes"`
}

type field struct {
	Name     string   `json:"name"`
	Types    []string `json:"types"`
	Required bool     `json:"required"`
	Text     string   `json:"description"`
}

// Load reads a description.
func Load(path string) (*Description, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("load the Bot API's description: %w", err)
	}
	d := &Description{}
	if err := json.Unmarshal(text, d); err != nil {
		return nil, fmt.Errorf("load the Bot API's description from %s: %w", path, err)
	}
	if len(d.Methods) == 0 || len(d.Types) == 0 {
		return nil, fmt.Errorf("load the Bot API's description from %s: it has no methods or no types", path)
	}
	return d, nil
}

// Check says what is wrong with a call, one complaint a line, nothing when it conforms. A parameter is given as text: a
// string as it stands, anything else as its JSON. Lengths that count after entities are parsed are checked only in a call
// without parse_mode.
func (d *Description) Check(method string, params map[string]string) []string {
	m, ok := d.Methods[method]
	if !ok {
		return []string{method + ": there is no such method"}
	}
	c := checker{types: d.Types, formatted: params["parse_mode"] != ""}
	var complaints []string
	for _, f := range m.Fields {
		text, sent := params[f.Name]
		switch {
		case sent:
			complaints = append(complaints, c.param(f, text)...)
		case f.Required:
			complaints = append(complaints, f.Name+": is missing")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(params)) {
		if !slices.ContainsFunc(m.Fields, func(f field) bool { return f.Name == name }) {
			complaints = append(complaints, name+": there is no such parameter")
		}
	}
	for i := range complaints {
		complaints[i] = method + "." + complaints[i]
	}
	return complaints
}

// param checks a parameter, of which only the text is known: it may be a string as it stands, or JSON.
func (c checker) param(f field, text string) []string {
	if slices.Contains(f.Types, "InputFile") && strings.HasPrefix(text, "attach://") {
		return nil
	}
	var asJSON []string
	if v, err := decode(text); err != nil {
		asJSON = []string{f.Name + ": is not JSON"}
	} else {
		asJSON = c.value(f.Name, f, v)
	}
	if !slices.Contains(f.Types, "String") || len(asJSON) == 0 {
		return asJSON
	}
	return c.value(f.Name, f, text)
}

func decode(text string) (any, error) {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		return nil, err
	}
	if decoder.More() {
		return nil, fmt.Errorf("more than one value")
	}
	return v, nil
}
