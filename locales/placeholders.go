package locales

import (
	"slices"
	"text/template/parse"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// Placeholders are the names that a message has to be given in one language, sorted; those of the globals are left out. A message
// that does not exist has none.
func (c *Catalogue) Placeholders(lang, key string) []string {
	isGlobal := func(name string) bool { _, global := c.globals[name]; return global }
	return slices.DeleteFunc(slices.Clone(c.messages[lang][key].placeholders), isGlobal)
}

// placeholders are the names of the fields that a message's texts use, sorted.
func placeholders(m *i18n.Message) ([]string, error) {
	var names []string
	for _, text := range forms(m) {
		trees, err := parse.Parse("", text, "", "")
		if err != nil {
			return nil, err
		}
		for _, tree := range trees {
			names = append(names, fields(tree.Root)...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

func forms(m *i18n.Message) []string {
	return slices.DeleteFunc([]string{m.Zero, m.One, m.Two, m.Few, m.Many, m.Other}, func(s string) bool { return s == "" })
}

// fields are the names of the fields that a part of a template uses.
func fields(node parse.Node) []string {
	var names []string
	each := func(nodes ...parse.Node) {
		for _, n := range nodes {
			names = append(names, fields(n)...)
		}
	}
	switch n := node.(type) {
	case *parse.ListNode:
		if n != nil {
			each(n.Nodes...)
		}
	case *parse.ActionNode:
		each(n.Pipe)
	case *parse.IfNode:
		each(n.Pipe, n.List, n.ElseList)
	case *parse.PipeNode:
		for _, command := range n.Cmds {
			each(command.Args...)
		}
	case *parse.FieldNode:
		names = n.Ident
	}
	return names
}
