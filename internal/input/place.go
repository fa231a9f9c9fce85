package input

import (
	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/region"
)

// NoVillage is the answer of somebody whose village is not in the list.
const NoVillage = "none"

// District is a kecamatan of the region.
type District struct{ Region *region.Region }

// Read finds a district by what people call it.
func (d District) Read(_ dialogue.Context, content chat.Content) dialogue.Reading {
	text, ok := content.(chat.Text)
	if !ok {
		return dialogue.Reading{}
	}
	var codes []string
	for _, district := range d.Region.FindDistricts(text.Text) {
		codes = append(codes, district.Code)
	}
	return found(codes, "input.district")
}

// Choices are all districts.
func (d District) Choices(dialogue.Context) []dialogue.Choice {
	choices := make([]dialogue.Choice, len(d.Region.Districts))
	for i, district := range d.Region.Districts {
		choices[i] = dialogue.Choice{Value: district.Code, Label: chat.Literal(district.Name)}
	}
	return choices
}

// Show is the district's name.
func (d District) Show(_ dialogue.Context, value string) chat.Arg {
	district, _ := d.Region.District(value)
	return chat.Literal(district.Name)
}

// Examples are a name in full and one misspelt.
func (d District) Examples(dialogue.Context) []dialogue.Example {
	return typedAll(d.Region.Districts[0].Name, "kec. "+d.Region.Districts[len(d.Region.Districts)-1].Name)
}

// Messages are its complaint.
func (District) Messages() []string { return []string{"input.district"} }

// Village is a desa or kelurahan of the district that was answered before.
type Village struct {
	Region *region.Region
	// District names the step with the district.
	District string
}

// Read finds a village by what people call it, in its district first; one that only another district has is said to be so.
func (v Village) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	text, ok := content.(chat.Text)
	if !ok {
		return dialogue.Reading{}
	}
	var codes []string
	for _, village := range v.Region.FindVillages(c.Value(v.District), text.Text) {
		codes = append(codes, village.Code)
	}
	if len(codes) > 0 {
		return found(codes, "")
	}
	if picked, ok := c.Pick(text.Text, []dialogue.Choice{none()}); ok {
		return picked
	}
	if elsewhere := v.Region.FindVillages("", text.Text); len(elsewhere) > 0 {
		district, _ := v.Region.District(elsewhere[0].District)
		return dialogue.Complain("input.village.elsewhere", chat.Args{
			"Village": chat.Literal(elsewhere[0].String()), "Elsewhere": chat.Literal(district.Name), "District": v.district(c),
		})
	}
	return dialogue.Complain("input.village.unread", chat.Args{"District": v.district(c)})
}

func (v Village) district(c dialogue.Context) chat.Arg {
	district, _ := v.Region.District(c.Value(v.District))
	return chat.Literal(district.Name)
}

// Choices are the villages of the district, and the answer that it is not among them.
func (v Village) Choices(c dialogue.Context) []dialogue.Choice {
	district, _ := v.Region.District(c.Value(v.District))
	choices := make([]dialogue.Choice, 0, len(district.Villages)+1)
	for _, village := range district.Villages {
		choices = append(choices, dialogue.Choice{Value: village.Code, Label: chat.Literal(village.Name)})
	}
	return append(choices, none())
}

func none() dialogue.Choice {
	return dialogue.Choice{Value: NoVillage, Label: chat.Message("input.village.none")}
}

// Show is the village's name with its kind.
func (v Village) Show(_ dialogue.Context, value string) chat.Arg {
	village, ok := v.Region.Village(value)
	if !ok {
		return chat.Message("input.village.none")
	}
	return chat.Literal(village.String())
}

// Examples are the first village of the district, and none.
func (v Village) Examples(c dialogue.Context) []dialogue.Example {
	district, _ := v.Region.District(c.Value(v.District))
	return typedAll(district.Villages[0].Name, "tidak ada di daftar")
}

// Messages are its labels and complaints.
func (Village) Messages() []string { return keys("input.village", "none", "elsewhere", "unread") }

// found is the one that was found, a question which of several, or a complaint.
func found(codes []string, complaint string) dialogue.Reading {
	switch len(codes) {
	case 0:
		return dialogue.Complain(complaint, nil)
	case 1:
		return dialogue.Read(codes[0])
	}
	return dialogue.Reading{Among: codes}
}
