package transcript

import (
	"fmt"
	"regexp"
	"strings"
)

// GroupDoing is something done with the officers' group itself.
type GroupDoing string

// What can be done with the group.
const (
	Joins        GroupDoing = "joins"
	Leaves       GroupDoing = "leaves"
	TakesRight   GroupDoing = "takes" // the bot may no longer manage topics
	GivesRight   GroupDoing = "gives"
	ClosesTopic  GroupDoing = "closes"
	OpensAgain   GroupDoing = "reopens"
	DeletesTopic GroupDoing = "deletes"
)

var groupDoings = map[string]GroupDoing{
	"joins the group": Joins, "leaves the group": Leaves,
	"takes the bot's right to topics": TakesRight, "gives the bot's right to topics": GivesRight,
	"closes the topic": ClosesTopic, "reopens the topic": OpensAgain, "deletes the topic": DeletesTopic,
}

// ofTopic are those that are about a topic.
var ofTopic = map[GroupDoing]bool{ClosesTopic: true, OpensAgain: true, DeletesTopic: true}

// inGroup is somebody who writes in the group: what he sends, where, and to which message.
var inGroup = regexp.MustCompile(`^\S+ answers(?: with (.+?))?(?: in (.+)| to (.+))?$`)

// parseWritten reads what is written in the group, or to a message, or anew.
func parseWritten(head, rest string) (Doing, error) {
	_, verb, _ := strings.Cut(head, " ")
	replied, replies := strings.CutPrefix(verb, "replies to ")
	switch {
	case rest == "" && !inGroup.MatchString(head), replies && replied == "":
		return Doing{}, fmt.Errorf("%q is nothing that anybody can do", head)
	case verb == "edits":
		return Doing{Edit: rest}, nil
	case replies:
		return Doing{Text: rest, Replies: replied}, nil
	}
	part := inGroup.FindStringSubmatch(head)
	doing := Doing{Text: rest}
	if part[1] != "" {
		doing = wordless["sends "+part[1]]
		doing.Caption = rest
	}
	if doing == (Doing{}) || doing.Media == "" && !doing.Place && doing.Text == "" || doing.Place && rest != "" {
		return Doing{}, fmt.Errorf("%q is nothing that anybody can do", head)
	}
	doing.InGroup, doing.In, doing.Replies = true, part[2], part[3]
	return doing, nil
}
