package flows

import (
	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// resmi says whether the office has said what a code stands under, and always that the service never asks for money, PIN or OTP. Whatever
// is written opens it where it holds a code; else it asks for one.
func resmi(s Setting) dialogue.Flow {
	known := record.Announcement{Code: "K7M3QP", Kind: record.News, Title: "Kartu", At: sampleDay}
	reminders := record.Announcement{Code: "K7M3QP", Kind: record.Contribution, At: sampleDay}
	return dialogue.Flow{
		ID: "resmi",
		Open: append(append(dialogue.Commands("resmi", "official"), dialogue.Intents(reading.Genuine)...),
			dialogue.Opening{Intent: reading.Suspect, Last: true}, dialogue.Opening{Start: record.CodeLink},
			dialogue.Opening{Holds: &dialogue.Find{What: "the code of an announcement", In: codeIn}}),
		Facts: func(c dialogue.Context) record.Query { return record.Query{Code: askedCode(c)} },
		Says:  []string{"resmi.never", "resmi.news", "resmi.contribution", "moment"},
		Tries: func() []dialogue.Try {
			return []dialogue.Try{
				{}, {Payload: "K7M3QP"}, {Payload: "x"}, {Payload: "K7M3QP", Facts: record.Facts{Announcement: known}},
				{Payload: "K7M3QP", Facts: record.Facts{Announcement: reminders}},
			}
		},
		Begin: func(c dialogue.Context) dialogue.Answers {
			if code := askedCode(c); code != "" {
				return dialogue.Answers{"code": {Value: string(code), At: c.Now, Given: true}}
			}
			return dialogue.Answers{}
		},
		Steps: []dialogue.Step{{
			ID: "code", Ask: "resmi.code", Accept: input.Announced{},
			Next: dialogue.Routes(dialogue.On(input.NoCode, dialogue.End("resmi.none", "officer", "menu")), dialogue.Perform("verify")),
		}},
		Finishes: map[string]dialogue.Finish{"verify": {
			Effects: func(c dialogue.Context) []record.Effect {
				return []record.Effect{record.VerifyCode{By: c.Person, At: c.Now, Code: askedCode(c)}}
			},
			Outcomes: map[record.OutcomeName]dialogue.Next{
				record.OutcomeAnswered: dialogue.End("resmi.yes", "officer", "menu"),
				record.OutcomeNoMatch:  dialogue.End("resmi.no", "officer", "resmi", "menu"),
				record.OutcomeWait:     dialogue.End("resmi.wait", "officer", "menu"),
			},
		}},
		Args: func(c dialogue.Context, outcome record.Outcome) chat.Args {
			return chat.Args{
				"Code": chat.Literal(askedCode(c).String()), "What": s.announced(c.Facts.Announcement), "Never": chat.Message("resmi.never"),
				"Until": notBefore(s.Programme, outcome.Until),
			}
		},
	}
}

func codeIn(text string) string {
	code, _ := record.FindCode(text)
	return string(code)
}

// askedCode is the code that was typed or brought; empty where neither was.
func askedCode(c dialogue.Context) record.Code {
	text := c.Payload
	if typed := c.Value("code"); typed != "" {
		text = typed
	}
	code, _ := record.ParseCode(text)
	return code
}

// announced says what an announcement was about, and on which day.
func (s Setting) announced(a record.Announcement) chat.Arg {
	args := chat.Args{"Date": chat.Day(civil.DateOf(a.At.In(s.Programme.Zone()))), "Title": chat.Literal(a.Title)}
	if a.Kind == record.News {
		return chat.MessageWith("resmi.news", args)
	}
	return chat.MessageWith("resmi.contribution", args)
}
