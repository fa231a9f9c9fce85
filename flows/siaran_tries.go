package flows

import (
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

// sampleBroadcast is a broadcast with something of everything.
var sampleBroadcast = record.Broadcast{
	Number: 17, Revision: 3, State: record.BroadcastDraft, Writer: "tg:1", Title: "Pasar murah", Texts: map[string]string{"id": "Yth. {nama}", "en": "Dear {nama}"},
	Photo: "tg:AgAC", Opens: []string{"status", "officer"}, CountedAt: sampleDay, Reach: record.Reach{Planned: 480}, Code: "K7M3QP",
	Audience: record.Audience{
		States: []record.ApplicationState{record.StateDecreed}, Covers: []jamsostek.CoverState{jamsostek.CoverDue, jamsostek.CoverUnpaid},
		EndsFrom: civil.Month{Year: 2026, Month: 11}, EndsTo: civil.Month{Year: 2026, Month: 12}, Districts: []string{"64.02.06"},
		Villages: []string{"64.02.06.1001"}, Occupations: []string{"farmer"}, Sectors: []jamsostek.Sector{jamsostek.Others}, Languages: []string{"id"},
		Relations: []record.Relation{record.RelationSelf}, Receipts: []record.Receipt{17, 18},
	},
}

// siaranTries open a flow as somebody who may not have it, as an officer who has no broadcast, and as one who has one in each state.
func siaranTries(payload string) []dialogue.Try {
	officer := record.Officer{Contact: "tg:1", Roles: []record.Role{record.RoleOperator}}
	supervisor := record.Officer{Contact: "tg:2", Roles: []record.Role{record.RoleSupervisor}}
	all := []dialogue.Try{{Payload: payload}, {Payload: payload, Facts: record.Facts{Officer: officer}}}
	for _, state := range broadcastStates {
		b := sampleBroadcast
		b.State = state
		if state != record.BroadcastDraft && state != record.BroadcastSubmitted && state != record.BroadcastScheduled {
			b.BeganAt, b.Tally = sampleDay, record.Tally{Planned: 480, Waiting: 460, Sent: 18, Failed: 1, Unknown: 1}
		}
		all = append(all, dialogue.Try{Payload: payload, Facts: record.Facts{Officer: officer, Broadcast: b, Broadcasts: []record.Broadcast{b}}})
	}
	submitted := sampleBroadcast
	submitted.State = record.BroadcastSubmitted
	return append(all, dialogue.Try{Payload: payload, Facts: record.Facts{Officer: supervisor, Broadcast: submitted}})
}

// writingTries write a broadcast, change one, and find one begun.
func writingTries() []dialogue.Try {
	officer := record.Officer{Contact: "tg:1", Roles: []record.Role{record.RoleOperator}, Districts: []string{"64.02.06"}}
	begun := sampleBroadcast
	begun.BeganAt = sampleDay
	return []dialogue.Try{
		{}, {Facts: record.Facts{Officer: officer}}, {Payload: "17.3", Facts: record.Facts{Officer: officer}},
		{Payload: "17.3", Facts: record.Facts{Officer: officer, Broadcast: sampleBroadcast}}, {Payload: "17", Facts: record.Facts{Officer: officer, Broadcast: begun}},
	}
}
