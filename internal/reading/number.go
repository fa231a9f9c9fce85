package reading

import (
	"strconv"
	"time"
)

// number is the value of digits, 0 where there are none or too many.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

func month(m int) time.Month { return time.Month(m) }

func between(n, low, high int) bool { return low <= n && n <= high }
