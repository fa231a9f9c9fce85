package flows

import (
	"strconv"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/identity"
	"jagaetam/internal/input"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// register takes a worker through the questions of the collective enrolment for people who are paid no wage, and files an
// application. It refuses nobody: whatever may stand in the way is told, flagged, and left to an officer. Who registers while no decree is
// open for it is told that he has to wait, and keeps his place in line.
func register(s Setting) dialogue.Flow {
	flow := registration(s, record.RelationSelf)
	flow.ID = "register"
	flow.Open = append(append(dialogue.Commands("daftar", "register"), dialogue.Intents(reading.Register)...), dialogue.Opening{Start: attribution})
	flow.Begin = func(c dialogue.Context) dialogue.Answers { return fromLink(s, c) }
	return flow
}

// registration are the questions about a worker, put to himself or, in other words where he is spoken to, to a helper of his.
func registration(s Setting, relation record.Relation) dialogue.Flow {
	choice := func(key string, values ...string) input.Choice { return input.ChoiceOf(key, values...) }
	own := wordings[relation]
	return dialogue.Flow{
		Facts: registrationFacts,
		Says:  append([]string{"register.waits"}, whenKeys...),
		Tries: func() []dialogue.Try { return []dialogue.Try{{}, {Facts: sampleClosed}, {Facts: sampleFull}} },
		Steps: []dialogue.Step{
			{ID: "consent", Ask: own("consent"), Args: terms,
				Accept: choice(own("consent"), "agree", "tell", "decline").YesNo("agree", "decline").Where(offered),
				Next: dialogue.Routes(
					dialogue.On("decline", dialogue.End(own("declined"), "menu")), dialogue.On("tell", dialogue.Perform("tell")), dialogue.To("nik"))},
			{ID: "nik", Ask: own("nik"), Accept: input.NIK{Birth: "birth"}, Secret: true, Noted: "register.nik.noted",
				Next: dialogue.Routes(
					dialogue.OnFlag(input.FlagMine, dialogue.End("register.own", "status", "menu")),
					dialogue.OnFlag(input.FlagTaken, dialogue.To("taken")),
					dialogue.To("name"))},
			{ID: "taken", Ask: own("taken"), Accept: choice("register.taken", "look", "stop").YesNo("look", "stop"),
				Next: dialogue.Routes(dialogue.On("look", dialogue.Perform("dispute")), dialogue.On("stop", dialogue.End("register.stopped", "menu")))},
			{ID: "name", Ask: "register.name", Accept: input.Name{}, Keeps: []reading.Intent{reading.Genuine}, Next: dialogue.To("birth")},
			{ID: "birth", Ask: "register.birth", Accept: input.Birth{NIK: "nik"},
				Next: dialogue.Routes(dialogue.If("NIK says another date", sexUnclear, dialogue.To("sex")), dialogue.To("district"))},
			{ID: "sex", Ask: "register.sex", Accept: choice("register.sex", "male", "female"), Next: dialogue.To("district")},
			{ID: "district", Ask: "register.district", Accept: input.District{Region: s.Region}, Forgets: []string{"village", "village-name"},
				Next: dialogue.To("village")},
			{ID: "village", Ask: "register.village", Args: districtName(s), Accept: input.Village{Region: s.Region, District: "district"},
				Forgets: []string{"village-name"},
				Next:    dialogue.Routes(dialogue.On(input.NoVillage, dialogue.To("village-name")), dialogue.To("neighbourhood"))},
			{ID: "village-name", Ask: own("village-name"), Accept: input.Text{Key: "register.village-name.unread", Min: 3, Max: 60},
				Next: dialogue.To("neighbourhood")},
			{ID: "neighbourhood", Ask: "register.neighbourhood", Accept: input.Neighbourhood{}, Next: dialogue.To("address")},
			{ID: "address", Ask: "register.address", Accept: input.Text{Key: "register.address.unread", Min: 3, Max: 200}, Next: dialogue.To("phone")},
			{ID: "phone", Ask: own("phone"), Accept: input.Phone{Anothers: relation == record.RelationHelper}, Noted: "register.phone.noted",
				Next: dialogue.To("phone-owner")},
			{ID: "phone-owner", Ask: "register.phone-owner", Accept: choice(own("phone-owner"), "own", "family", "neighbour"),
				Next: dialogue.To("occupation")},
			{ID: "occupation", Ask: own("occupation"), Accept: input.Occupation{}, Keeps: []reading.Intent{reading.Officer, reading.Helper},
				Forgets: []string{"trade"},
				Next:    dialogue.Routes(dialogue.On("other", dialogue.To("trade")), dialogue.To("workplace"))},
			{ID: "trade", Ask: "register.trade", Accept: input.Text{Key: "register.trade.unread", Min: 3, Max: 60},
				Keeps: []reading.Intent{reading.Officer, reading.Helper}, Next: dialogue.To("workplace")},
			{ID: "workplace", Ask: own("workplace"), Help: "register.workplace.help",
				Accept: input.Text{Key: "register.workplace.unread", Min: 3, Max: 120}, Next: dialogue.To("income")},
			{ID: "income", Ask: "register.income", Accept: input.Income{}, Next: dialogue.To("member")},
			{ID: "member", Ask: own("member"), Accept: choice("register.member", "no", "yes", "unsure").YesNo("yes", "no").Done("yes", "no"),
				Keeps: []reading.Intent{reading.Paid, reading.Pay}, Next: dialogue.To("employment")},
			{ID: "employment", Ask: own("employment"), Help: "register.employment.help",
				Accept: choice("register.employment", "none", "state", "company"), Next: dialogue.To("confirm")},
			{ID: "confirm", Ask: "register.confirm", Args: summary(s, own), Accept: choice("register.confirm", "send", "change").YesNo("send", "change"),
				Next: dialogue.Routes(dialogue.On("send", dialogue.Perform("application")), dialogue.On("change", dialogue.To("field")))},
			{ID: "field", Ask: "register.field", Accept: choice("register.field", changeable...).Where(shown), Next: dialogue.Redo("confirm", "field")},
		},
		Finishes: map[string]dialogue.Finish{
			"application": {Effects: fileApplication(s, relation), Outcomes: map[record.OutcomeName]dialogue.Next{
				record.OutcomeFiled: dialogue.End("register.done", "status", "menu"),
				record.OutcomeOwn:   dialogue.End("register.own", "status", "menu"),
				record.OutcomeTaken: dialogue.Flag("nik", input.FlagTaken),
			}},
			"dispute": dispute,
			"tell": {Effects: askToBeTold, Outcomes: map[record.OutcomeName]dialogue.Next{
				record.OutcomeAsked: dialogue.End("line.kept", "line", "menu"), record.OutcomeSame: dialogue.End("line.kept", "line", "menu"),
			}},
		},
		Args: func(c dialogue.Context, outcome record.Outcome) chat.Args {
			waits := chat.Lines()
			if isClosed(c) {
				waits = chat.Message("register.waits")
			}
			receipt := outcome.Receipt
			if receipt == 0 {
				receipt = c.Facts.NIKReceipt
			}
			return chat.Args{
				"Receipt": chat.Literal(receipt.String()), "Case": chat.Literal(outcome.Case.String()),
				"By": chat.Day(s.Programme.ExaminedBy(c.Today())), "Waits": waits,
				"Place": chat.Number(outcome.Place), "When": when(intakeFor(c)),
			}
		},
	}
}

// wordings are the keys of what is said otherwise to a helper.
var wordings = map[record.Relation]func(step string) string{
	record.RelationSelf:   func(step string) string { return "register." + step },
	record.RelationHelper: func(step string) string { return "assist." + step },
}

// consentVersion names the text that was agreed to: the one that is read, or the one that a helper reads out.
func consentVersion(s Setting, relation record.Relation) string {
	if relation == record.RelationHelper {
		return s.Programme.ConsentVersion + "-aloud"
	}
	return s.Programme.ConsentVersion
}

// registrationFacts are whether registration is open, when somebody begins, asks to be told, or sends: in between it makes no difference.
func registrationFacts(c dialogue.Context) record.Query {
	if !c.Has("consent") || c.Value("consent") == "tell" || c.Value("confirm") == "send" {
		return lineFacts(c)
	}
	return record.Query{}
}

// offered says whether an answer to the first question is offered: to be told is while registration is not open.
func offered(c dialogue.Context, answer string) bool { return answer != "tell" || isClosed(c) }

// terms are what consent is given to, the same whoever is asked for it.
func terms(c dialogue.Context) chat.Args {
	return chat.Args{"Closed": closedNotice(c), "Terms": chat.Message("consent.terms")}
}

// changeable are the questions whose answers can be changed from the summary.
var changeable = []string{
	"nik", "name", "birth", "sex", "district", "village", "neighbourhood", "address", "phone", "phone-owner", "occupation", "workplace",
	"income", "member", "employment",
}

// shown says whether the summary shows an answer; the sex it always does.
func shown(c dialogue.Context, step string) bool { return step == "sex" || c.Has(step) }

// sexUnclear says whether the sex has to be asked: a NIK that says another birth date may say another sex too.
func sexUnclear(c dialogue.Context) bool {
	birth, err := civil.ParseDate(c.Value("birth"))
	return err == nil && !nik(c).BirthMatches(birth)
}

// sex is what was answered, else what the NIK says.
func sex(c dialogue.Context) identity.Sex {
	if c.Has("sex") {
		return identity.Sex(c.Value("sex"))
	}
	return nik(c).Sex()
}

func nik(c dialogue.Context) identity.NIK {
	number, _ := identity.ParseNIK(c.Value("nik")) // it was read by the same parser; the zero NIK is never filed
	return number
}

func districtName(s Setting) func(dialogue.Context) chat.Args {
	return func(c dialogue.Context) chat.Args {
		return chat.Args{"District": input.District{Region: s.Region}.Show(c, c.Value("district"))}
	}
}

// summary shows every answer once more, the NIK masked.
func summary(s Setting, own func(string) string) func(dialogue.Context) chat.Args {
	return func(c dialogue.Context) chat.Args {
		village := input.Village{Region: s.Region}.Show(c, c.Value("village"))
		if c.Has("village-name") {
			village = chat.Literal(c.Value("village-name"))
		}
		occupation := input.Occupation{}.Show(c, c.Value("occupation"))
		if c.Has("trade") {
			occupation = chat.Literal(c.Value("trade"))
		}
		label := func(step string) chat.Arg { return chat.Message("register." + step + "." + c.Value(step)) }
		return chat.Args{
			"NIK": input.NIK{}.Show(c, c.Value("nik")), "Name": chat.Literal(c.Value("name")), "Birth": input.Birth{}.Show(c, c.Value("birth")),
			"Sex": chat.Message("register.sex." + string(sex(c))), "Village": village,
			"District":      input.District{Region: s.Region}.Show(c, c.Value("district")),
			"Neighbourhood": input.Neighbourhood{}.Show(c, c.Value("neighbourhood")), "Address": chat.Literal(c.Value("address")),
			"Phone": input.Phone{}.Show(c, c.Value("phone")), "Occupation": occupation,
			"PhoneOwner": chat.Message(own("phone-owner") + "." + c.Value("phone-owner")),
			"Workplace":  chat.Literal(c.Value("workplace")), "Income": input.Income{}.Show(c, c.Value("income")),
			"Member": label("member"), "Employment": label("employment"),
		}
	}
}

// dispute asks an officer to look at a NIK that another account has registered.
var dispute = dialogue.Finish{
	Effects: func(c dialogue.Context) []record.Effect {
		return []record.Effect{record.RaiseDispute{Run: c.Run, By: c.Person, At: c.Now, NIK: nik(c)}}
	},
	Outcomes: map[record.OutcomeName]dialogue.Next{record.OutcomeRaised: dialogue.End("register.raised", "menu")},
}

// fileApplication files what was answered. Where registration is not open, the account waits in line from now on.
func fileApplication(s Setting, relation record.Relation) func(dialogue.Context) []record.Effect {
	return func(c dialogue.Context) []record.Effect {
		var effects []record.Effect
		if isClosed(c) {
			effects = askToBeTold(c)
		}
		return append(effects, record.FileApplication{
			Run: c.Run, By: c.Person, At: c.Now,
			Consent:     record.Consent{Version: consentVersion(s, relation), At: c.Answers["consent"].At},
			Worker:      worker(c),
			Flags:       flags(c),
			Attribution: broughtBy(s.Region, c),
			Relation:    relation,
		})
	}
}

// worker puts the answers together.
func worker(c dialogue.Context) record.Worker {
	birth, _ := civil.ParseDate(c.Value("birth"))
	phone, _ := identity.ParsePhone(c.Value("phone"))
	income, _ := strconv.ParseInt(c.Value("income"), 10, 64)
	occupation, own := input.SplitOccupation(c.Value("occupation"))
	if c.Has("trade") {
		own = c.Value("trade")
	}
	return record.Worker{
		NIK: nik(c), Name: identity.Name(c.Value("name")), Birth: birth, Sex: sex(c),
		District: c.Value("district"), Village: listed(c.Value("village")), VillageText: c.Value("village-name"),
		Neighbourhood: c.Value("neighbourhood"), Address: c.Value("address"),
		Phone: phone, PhoneOwner: record.PhoneOwner(c.Value("phone-owner")),
		Occupation: occupation, OccupationText: own, Workplace: c.Value("workplace"), Income: income,
		Member: record.Membership(c.Value("member")), Employment: record.Employment(c.Value("employment")),
	}
}
