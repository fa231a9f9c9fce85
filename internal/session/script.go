package session

import (
	_ "embed"

	"github.com/redis/go-redis/v9"
)

var (
	//go:embed claim.lua
	claimSource string
	//go:embed commit.lua
	commitSource string
	//go:embed said.lua
	saidSource string
	//go:embed release.lua
	releaseSource string
	//go:embed reseal.lua
	resealSource string

	claimScript   = redis.NewScript(claimSource)
	commitScript  = redis.NewScript(commitSource)
	saidScript    = redis.NewScript(saidSource)
	releaseScript = redis.NewScript(releaseSource)
	resealScript  = redis.NewScript(resealSource)
)
