package conformance

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// checker checks values against types by name.
type checker struct {
	types     map[string]object
	formatted bool // the call has parse_mode, so that lengths after parsing are not known here
}

// value checks a value against the types that its field allows; of several the one that comes closest is reported.
func (c checker) value(path string, f field, v any) []string {
	var closest []string
	for i, name := range c.alternatives(f.Types) {
		complaints := c.typed(path, name, v)
		if len(complaints) == 0 {
			complaints = c.described(path, f, v)
		}
		if len(complaints) == 0 {
			return nil
		}
		if i == 0 || len(complaints) < len(closest) {
			closest = complaints
		}
	}
	return closest
}

// alternatives puts a type's subtypes in its place.
func (c checker) alternatives(names []string) []string {
	var all []string
	for _, name := range names {
		if sub := c.types[name].Subtypes; len(sub) > 0 {
			all = append(all, c.alternatives(sub)...)
		} else {
			all = append(all, name)
		}
	}
	return all
}

func (c checker) typed(path, name string, v any) []string {
	if element, ok := strings.CutPrefix(name, "Array of "); ok {
		return c.array(path, element, v)
	}
	ok := false
	switch name {
	case "String", "InputFile":
		_, ok = v.(string)
	case "Boolean", "True":
		_, ok = v.(bool)
	case "Integer":
		number, isNumber := v.(json.Number)
		_, err := number.Int64()
		ok = isNumber && err == nil
	case "Float":
		_, ok = v.(json.Number)
	default:
		return c.object(path, name, v)
	}
	if !ok {
		return []string{fmt.Sprintf("%s: is no %s", path, name)}
	}
	return nil
}

func (c checker) array(path, element string, v any) []string {
	list, ok := v.([]any)
	if !ok {
		return []string{fmt.Sprintf("%s: is no Array of %s", path, element)}
	}
	var complaints []string
	for i, item := range list {
		complaints = append(complaints, c.value(fmt.Sprintf("%s[%d]", path, i), field{Types: []string{element}}, item)...)
	}
	return complaints
}

func (c checker) object(path, name string, v any) []string {
	values, ok := v.(map[string]any)
	if !ok {
		return []string{fmt.Sprintf("%s: is no %s", path, name)}
	}
	o, known := c.types[name]
	if !known {
		return []string{fmt.Sprintf("%s: the description knows no type %s", path, name)}
	}
	var complaints []string
	for _, f := range o.Fields {
		value, sent := values[f.Name]
		switch {
		case sent:
			complaints = append(complaints, c.value(path+"."+f.Name, f, value)...)
		case f.Required:
			complaints = append(complaints, fmt.Sprintf("%s: %s lacks %s", path, name, f.Name))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if !slices.ContainsFunc(o.Fields, func(f field) bool { return f.Name == key }) {
			complaints = append(complaints, fmt.Sprintf("%s: %s has no field %s", path, name, key))
		}
	}
	return append(complaints, o.actions(path, values)...)
}

// oneAction finds, in the text of a type, how many of its fields say what it does, and which fields do not.
var oneAction = regexp.MustCompile(`(Exactly|At most) one of the fields other than (.+?) must be used`)

// actions holds a button to one action (https://core.telegram.org/bots/api#inlinekeyboardbutton).
func (o object) actions(path string, values map[string]any) []string {
	found := oneAction.FindStringSubmatch(strings.Join(o.Text, " "))
	if found == nil {
		return nil
	}
	others := strings.FieldsFunc(strings.ReplaceAll(found[2], " and ", ","), func(r rune) bool { return r == ',' || r == ' ' })
	var used []string
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if !slices.Contains(others, key) {
			used = append(used, key)
		}
	}
	switch {
	case len(used) > 1:
		return []string{fmt.Sprintf("%s: has more than one action: %s", path, strings.Join(used, ", "))}
	case len(used) == 0 && found[1] == "Exactly":
		return []string{path + ": has no action"}
	}
	return nil
}
