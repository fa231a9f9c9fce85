package record

import (
	"jagaetam/internal/chat"
	"jagaetam/internal/identity"
)

// RequestAnswered tells a person that an officer has answered his request about his data.
func RequestAnswered(number RequestNumber, answer string) chat.Words {
	return chat.Words{Key: "told.request", Args: chat.Args{"Number": chat.Literal(number.String()), "Answer": ReasonWords(answer)}}
}

// HelperAnswered tells who asked to help what he is from now on: admitted, refused or ended.
func HelperAnswered(number HelperNumber, state HelperState) chat.Words {
	return chat.Words{Key: "told.helper." + string(state), Args: chat.Args{"Helper": chat.Literal(number.String())}}
}

// The keys of what is told to the sides of a dispute.
const (
	DisputeKept        = "dispute.kept"        // to who asked: all stays as it was
	DisputeTransferred = "dispute.transferred" // to who asked: the registration is his
	DisputeMoved       = "dispute.moved"       // to who had it: it is his no more
)

// DisputeDecided tells a side of a dispute what was decided, by one of the keys above. Neither side learns who the other is.
func DisputeDecided(key string, number CaseNumber, reason string) chat.Words {
	return chat.Words{Key: key, Args: chat.Args{"Case": chat.Literal(number.String()), "Reason": chat.Literal(reason)}}
}

// Told tells a worker what an officer has decided on his application, with the button that corrects what is to be corrected. Name is the
// first word of his name.
func (e Decide) Told(name string) chat.Words {
	words := chat.Words{Key: "told.moved." + string(e.To), Args: chat.Args{
		"Receipt": chat.Literal(e.Receipt.String()), "Name": chat.Literal(name), "Reason": ReasonWords(e.Reason),
	}}
	if e.To == StateReturned && e.Field != "" {
		field := chat.Message("register.field." + string(e.Field))
		words.Args["Field"] = field
		words.Options = []chat.Option{{
			Label: chat.MessageWith("status.correct", chat.Args{"Field": field}),
			Press: chat.Press{Kind: chat.PressOpen, Flow: "correct", Value: e.Receipt.String() + "-" + string(e.Field)},
		}}
	}
	return words
}

// DecisionUndone tells a worker that what he was told last of his application was taken back.
func DecisionUndone(receipt Receipt, name string) chat.Words {
	return chat.Words{Key: "told.undone", Args: chat.Args{"Receipt": chat.Literal(receipt.String()), "Name": chat.Literal(name)}}
}

// removeNIK is after how many seconds a NIK is deleted from an officer's chat.
const removeNIK = 60

// NIKShown is the NIK of an application, for the officer who asked to see it.
func NIKShown(receipt Receipt, nik identity.NIK) chat.Words {
	return chat.Words{
		Key: "told.nik", Args: chat.Args{"Receipt": chat.Literal(receipt.String()), "NIK": chat.Literal(nik.Reveal())}, Remove: removeNIK,
	}
}

// NIKProposed is the NIK of a request as it is and as it is to become, for the officer who asked to see it.
func NIKProposed(number RequestNumber, present, proposed identity.NIK) chat.Words {
	return chat.Words{Key: "told.nik.proposed", Args: chat.Args{
		"Number": chat.Literal(number.String()), "Present": chat.Literal(present.Reveal()), "Proposed": chat.Literal(proposed.Reveal()),
	}, Remove: removeNIK}
}

// PaymentAnswered tells a worker what became of the month that he says he has paid.
func PaymentAnswered(a PaymentAnswer) chat.Words {
	words := chat.Words{Key: "payment." + string(a.State()), Args: chat.Args{"Month": chat.Month(a.Month)}}
	if !a.Accept {
		words.Args["Reason"] = ReasonWords(a.Reason)
	}
	return words
}
