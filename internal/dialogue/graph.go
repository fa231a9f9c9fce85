package dialogue

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Graph draws the flows as Mermaid flowcharts in Markdown, one a flow, from the same routes that lead the talks.
func (b *Book) Graph() string {
	var out strings.Builder
	for _, flow := range b.flows {
		fmt.Fprintf(&out, "## %s\n\n%s\n\n", flow.ID, openedBy(flow))
		if flow.Tell != nil {
			fmt.Fprintf(&out, "It asks nothing; it says: %s.\n\n", strings.Join(quoted(flow.Says), ", "))
			continue
		}
		out.WriteString("```mermaid\nflowchart TD\n")
		for _, step := range flow.Steps {
			fmt.Fprintf(&out, "    %s[%s]\n", node(step.ID), step.ID)
			for _, route := range step.Next {
				arrow(&out, node(step.ID), route)
			}
			if len(step.Next) == 0 {
				fmt.Fprintf(&out, "    redo --> %s\n", node(step.ID))
			}
		}
		for _, finish := range slices.Sorted(maps.Keys(flow.Finishes)) {
			fmt.Fprintf(&out, "    finish_%s{{%s}}\n", finish, finish)
			outcomes := flow.Finishes[finish].Outcomes
			for _, name := range slices.Sorted(maps.Keys(outcomes)) {
				for _, route := range outcomes[name] {
					route.Label = string(name)
					arrow(&out, "finish_"+finish, route)
				}
			}
		}
		out.WriteString("```\n\n")
	}
	return strings.TrimRight(out.String(), "\n") + "\n"
}

func openedBy(flow *Flow) string {
	var ways []string
	for _, o := range flow.Open {
		switch {
		case o.Command != "":
			ways = append(ways, "`/"+o.Command+"`")
		case o.Start != "":
			ways = append(ways, "a link `?start="+o.Start+"…`")
		case o.Holds != nil:
			ways = append(ways, o.Holds.What+" in anything written")
		case o.Media != "":
			ways = append(ways, "a "+string(o.Media))
		case o.Case:
			ways = append(ways, "a button about a case")
		case o.Else:
			ways = append(ways, "whatever else is said")
		case o.Beside:
			ways = append(ways, "the word for *"+string(o.Intent)+"* in the middle of a dialogue")
		case o.Last:
			ways = append(ways, "the word for *"+string(o.Intent)+"* where nothing else is made of it")
		default:
			ways = append(ways, "the word for *"+string(o.Intent)+"*")
		}
	}
	if len(ways) == 0 {
		return "Opened by its button."
	}
	return "Opened by " + strings.Join(ways, ", ") + " or its button."
}

func arrow(out *strings.Builder, from string, route Route) {
	label := ""
	if route.Label != "" {
		label = fmt.Sprintf("|%q|", route.Label)
	}
	var to string
	switch {
	case route.Step != "":
		to = node(route.Step)
	case route.Finish != "":
		to = "finish_" + route.Finish
	case route.Redo != nil:
		to = "redo([the question chosen, then back])"
	case route.Flag != "":
		to = node(route.Flagged)
		label = fmt.Sprintf("|%q|", route.Label+", marked "+route.Flag)
	default:
		to = fmt.Sprintf("end_%s([%s])", strings.NewReplacer(".", "_", "-", "_").Replace(route.End), route.End)
	}
	fmt.Fprintf(out, "    %s -->%s %s\n", from, label, to)
}

// node is a step's name in the chart, where words such as "end" have a meaning of their own.
func node(step string) string { return "q_" + strings.ReplaceAll(step, "-", "_") }

func quoted(keys []string) []string {
	out := make([]string, len(keys))
	for i, key := range keys {
		out[i] = "`" + key + "`"
	}
	return out
}
