// Package flows has the conversations of the service, one file each, and nothing else.
package flows

import (
	"jagaetam/internal/dialogue"
	"jagaetam/internal/programme"
	"jagaetam/internal/region"
)

// Setting is what the conversations are about: whose programme, in which region.
type Setting struct {
	Programme programme.Programme
	Region    *region.Region
	Texts     dialogue.Catalogue
}

// Book is all conversations, ready to be led.
func Book(s Setting) *dialogue.Book {
	flows := []dialogue.Flow{
		menu(), register(s), line(s), status(s), iuran(s), estimate(s), paid(s), lanjut(s), benefit(s), pengingat(s), resmi(s),
		emergency(s), details(s), documents(s), officer(s), caseTalk(s), caseSettled(s), help(), thanks(), privacy(), language(),
		others(s), claim(s), endHelp(), helper(), become(s), assist(s), people(s), card(),
		data(s), correct(s), consents(s), withdraw(s), agree(s), erase(s),
		siaran(s), siaranAct(s), siaranList(), siaranCard(s),
		office(), verify(s), decide(), undoDecision(), reveal(), queue(), task(s), answerTask(), overview(s),
		sendFile(), importAbout(), importAnswer(), export(), calling(), gladi(), join(s),
	}
	return dialogue.New(
		dialogue.Setting{Zone: s.Programme.Zone(), Texts: dialogue.Texts{Catalogue: s.Texts}, Home: "menu", News: true, Nudge: s.Programme.NextSending},
		append(flows, interjections()...)...,
	)
}
