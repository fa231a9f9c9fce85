package flows_test

import (
	"strings"
	"time"

	"pgregory.net/rapid"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

// claimCode is the code of every card that is drawn.
const claimCode = "7K2P-9XQ0"

// rights draws what is known of helpers, cards and one's own data.
func (s *script) rights(facts *record.Facts) {
	facts.Helper = record.Helper{
		Number: 17, People: rapid.IntRange(0, 60).Draw(s.T, "people"),
		State: rapid.SampledFrom(append([]record.HelperState{""}, record.HelperStates...)).Draw(s.T, "helper"),
	}
	facts.Card = rapid.SampledFrom([]string{"", claimCode}).Draw(s.T, "card")
	for i := range rapid.IntRange(0, 2).Draw(s.T, "kept") {
		facts.Kept = append(facts.Kept, s.kept(record.Receipt(i+17)))
	}
}

// kept draws what is kept of a worker, from nothing but his number to everything.
func (s *script) kept(receipt record.Receipt) record.Kept {
	kept := record.Kept{Receipt: receipt, Relation: rapid.SampledFrom([]record.Relation{record.RelationSelf, record.RelationHelper}).Draw(s.T, "relation")}
	if rapid.Bool().Draw(s.T, "told") {
		kept.Worker.NIK, _ = identity.ParseNIK("6402065205859001")
		kept.Worker.Name, kept.Worker.Birth, kept.Worker.Sex = "Siti <Nur'aini>", civil.Date{Year: 1985, Month: time.May, Day: 12}, identity.Female
		kept.Worker.Village, kept.Worker.District = "64.02.06.1011", "64.02.06"
		kept.Worker.Occupation, kept.Worker.Member, kept.Worker.Employment = "farmer", record.MemberNo, record.EmploymentNone
	}
	for range rapid.IntRange(0, 3).Draw(s.T, "consents") {
		consent := record.Consent{
			Version: "2026-11", At: s.now,
			Purpose: rapid.SampledFrom([]record.Purpose{"", record.PurposeProcessing, record.PurposeReminders}).Draw(s.T, "purpose"),
		}
		if rapid.Bool().Draw(s.T, "withdrawn") {
			consent.WithdrawnAt = s.now
		}
		kept.Consents = append(kept.Consents, consent)
	}
	for range rapid.IntRange(0, 2).Draw(s.T, "helpers") {
		kind := rapid.SampledFrom(append([]record.HelperKind{""}, record.HelperKinds...)).Draw(s.T, "kind of helper")
		kept.Helpers = append(kept.Helpers, record.HelpedBy{Name: "Rahmat", Kind: kind, Since: s.now})
	}
	kept.Archived = rapid.Bool().Draw(s.T, "archived")
	for i := range rapid.IntRange(0, 2).Draw(s.T, "requests") {
		kept.Requests = append(kept.Requests, record.DataRequest{
			Number: record.RequestNumber(i + 1), AskedAt: s.now, DueAt: s.now.Add(record.RequestWithin),
			Kind: rapid.SampledFrom([]record.DataRequestKind{
				record.RequestCorrect, record.RequestStop, record.RequestDelete, record.RequestDecision,
			}).Draw(s.T, "kind of request"),
		})
	}
	return kept
}

// shows holds what is shown beside a text, and the claim code in it: only its card has it, and nothing at all has a number in the clear.
func (s *script) shows(lang string, words chat.Words, text string) {
	if strings.Contains(text, claimCode) && words.Key != "claim.card" {
		s.Fatalf("%s shows the code of a card: %s", words.Key, text)
	}
	if paper := words.Paper; paper != nil {
		if text := s.write(lang, chat.Lines(append(paper.Lines, paper.Title)...)); identityNumber.MatchString(text) {
			s.Fatalf("the file of %s shows a number: %s", words.Key, text)
		}
	}
}
