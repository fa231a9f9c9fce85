package record

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"jagaetam/internal/chat"
)

type (
	// WriteBroadcast keeps what an officer has written, as a new broadcast or, where Number is set, in the place of what it said: that
	// withdraws its approval and makes him its writer. The audience of an officer who works for some districts is cut to them. It is
	// counted afterwards, and the officer shown the preview and the count. Officers who may write are operators, supervisors and admins.
	// The outcome is OutcomeBegun with Broadcast, the same again for the same Run; OutcomeNotAllowed; OutcomeNoMatch where there is none
	// of that Number; or OutcomeRefused with WhyBegun or WhyOver.
	WriteBroadcast struct {
		Run       string
		By        chat.Person
		At        time.Time
		Number    BroadcastNumber
		Broadcast Broadcast // Audience, Title, Texts, Photo, Opens and StartAt
	}

	// TurnBroadcast is an officer's act on a broadcast of the Revision that he has seen. The outcome is OutcomeAnswered with Broadcast,
	// OutcomeAsked with Broadcast where it waits for a second officer from now on, OutcomeSame where it is so already, OutcomeNotAllowed,
	// OutcomeNoMatch where there is none of that Number, or OutcomeRefused with Why.
	TurnBroadcast struct {
		By       chat.Person
		At       time.Time
		Number   BroadcastNumber
		Revision int
		Act      BroadcastAct
		// Above is to how many accounts a broadcast may go without another's approval, for ActStart: programme.Broadcast has it.
		Above int
	}
)

func (WriteBroadcast) effect() {}
func (TurnBroadcast) effect()  {}

// BroadcastAct is what an officer can do with a broadcast.
type BroadcastAct string

// The acts. Whoever may write a broadcast for its districts may do them, but for the two of supervisors.
const (
	ActStart   BroadcastAct = "start"   // now or at StartAt; where the audience is large, it waits for another officer first
	ActApprove BroadcastAct = "approve" // by a supervisor other than the writer; it begins then
	ActDecline BroadcastAct = "decline" // by such a one too; it is a draft again
	ActPause   BroadcastAct = "pause"
	ActResume  BroadcastAct = "resume"
	ActCancel  BroadcastAct = "cancel"
	ActRetry   BroadcastAct = "retry" // the failed ones, once it is done; never the unknown ones
)

// BroadcastActs are all acts.
var BroadcastActs = []BroadcastAct{ActStart, ActApprove, ActDecline, ActPause, ActResume, ActCancel, ActRetry}

// Why an act on a broadcast is refused.
const (
	WhyChanged         = "changed"           // it was changed since the officer saw it
	WhyOwn             = "own"               // nobody approves his own
	WhyNotCounted      = "not-counted"       // the audience is still being counted
	WhyNobodyThere     = "nobody-there"      // no account is reached
	WhyNobodyToApprove = "nobody-to-approve" // there is no second officer who might
	WhyBegun           = "begun"             // it has begun
	WhyNotBegun        = "not-begun"         // it has not, or is not submitted
	WhyOver            = "over"              // it is over
)

// BroadcastEffect is an effect on one broadcast. Stores keep what it makes of it.
type BroadcastEffect interface {
	Effect
	Check() error
	Actor() BroadcastActor
	// On says what the effect makes of the broadcast, whose zero value is none. By is the officer who acts, office all who are there.
	On(b Broadcast, by Officer, office []Officer) BroadcastTurn
}

// BroadcastActor is who acts on which broadcast; Run names the dialogue in which a new one was written.
type BroadcastActor struct {
	By     string
	At     time.Time
	Number BroadcastNumber
	Run    string
}

// Actor is the officer who writes.
func (e WriteBroadcast) Actor() BroadcastActor { return BroadcastActor{e.By.ID, e.At, e.Number, e.Run} }

// Actor is the officer who acts.
func (e TurnBroadcast) Actor() BroadcastActor {
	return BroadcastActor{By: e.By.ID, At: e.At, Number: e.Number}
}

// Check says why no store can perform the effect; nil where one can.
func (e WriteBroadcast) Check() error {
	switch {
	case e.By.ID == "":
		return fmt.Errorf("write broadcast: %w", ErrNobody)
	case e.Broadcast.Title == "" || e.Broadcast.Texts[usualLanguage] == "":
		return errors.New("write broadcast: no title or no Indonesian text")
	}
	return nil
}

// Check says why no store can perform the effect; nil where one can.
func (e TurnBroadcast) Check() error {
	switch {
	case e.By.ID == "":
		return fmt.Errorf("turn broadcast: %w", ErrNobody)
	case !slices.Contains(BroadcastActs, e.Act):
		return fmt.Errorf("turn broadcast: %q is no act", e.Act)
	}
	return nil
}

// MayBroadcast says whether the officer may write the broadcast and act on it: he answers people, or watches over those who do, and it
// goes to nobody outside of the districts that he works for.
func (o Officer) MayBroadcast(b Broadcast) bool {
	return o.Contact != "" && (o.May(RoleOperator) || o.May(RoleSupervisor)) && o.covers(b.Audience)
}

// MayApprove says whether the officer may approve the broadcast of another.
func (o Officer) MayApprove(b Broadcast) bool {
	return o.Contact != "" && o.May(RoleSupervisor) && o.covers(b.Audience) && o.Contact != b.Writer
}

func (o Officer) covers(a Audience) bool {
	outside := func(district string) bool { return !slices.Contains(o.Districts, district) }
	return len(o.Districts) == 0 || len(a.Districts) > 0 && !slices.ContainsFunc(a.Districts, outside)
}

// ActChange is no act on a broadcast: it begins to write it anew.
const ActChange = "change"

// BroadcastPress is the button for an act on the revision of the broadcast that it stands under, or for ActChange.
func (b Broadcast) BroadcastPress(act string) chat.Press {
	if act == ActChange {
		return chat.Press{Kind: chat.PressOpen, Flow: "siaran", Value: fmt.Sprintf("%d.%d", b.Number, b.Revision)}
	}
	return chat.Press{Kind: chat.PressOpen, Flow: "siaran-act", Value: fmt.Sprintf("%s.%d.%d", act, b.Number, b.Revision)}
}
