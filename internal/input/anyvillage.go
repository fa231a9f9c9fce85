package input

import (
	"slices"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/region"
)

// AnyVillage is a desa or kelurahan of the region, or of some districts of it.
type AnyVillage struct {
	Region *region.Region
	// Districts names the step with the districts that the villages are of, as a Several has them; all where it has no answer.
	Districts string
}

// Read finds a village by what people call it; a name that several districts have is asked back.
func (v AnyVillage) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	text, ok := content.(chat.Text)
	if !ok {
		return dialogue.Reading{}
	}
	var codes []string
	for _, village := range v.Region.FindVillages("", text.Text) {
		if v.has(c, village) {
			codes = append(codes, village.Code)
		}
	}
	return found(codes, "input.anyvillage")
}

func (v AnyVillage) has(c dialogue.Context, village region.Village) bool {
	districts := SeveralOf(c.Value(v.Districts))
	return len(districts) == 0 || slices.Contains(districts, village.District)
}

// Choices are the villages in the order of their codes.
func (v AnyVillage) Choices(c dialogue.Context) []dialogue.Choice {
	if c.Step == "" {
		return nil // nothing is asked: some names differ by their numerals alone, which only who sees them tells apart
	}
	var choices []dialogue.Choice
	for _, village := range v.Region.Villages() {
		if v.has(c, village) {
			choices = append(choices, dialogue.Choice{Value: village.Code, Label: v.Show(c, village.Code)})
		}
	}
	return choices
}

// Show is the village's name with its district's.
func (v AnyVillage) Show(_ dialogue.Context, value string) chat.Arg {
	village, _ := v.Region.Village(value)
	district, _ := v.Region.District(village.District)
	return chat.Literal(village.Name + " (" + district.Name + ")")
}

// Examples is the first village.
func (v AnyVillage) Examples(c dialogue.Context) []dialogue.Example {
	village := v.Region.Villages()[0]
	if all := v.Choices(c); len(all) > 0 {
		village, _ = v.Region.Village(all[0].Value)
	}
	return typedAll(village.Name)
}

// Messages is its complaint.
func (AnyVillage) Messages() []string { return []string{"input.anyvillage"} }
