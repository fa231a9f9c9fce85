// Package postgres keeps the records in PostgreSQL: what is known of a person, the effects of a turn in one transaction, once
// for every update, and the few things that several replicas must agree on.
//
// What identifies a person is sealed by the identity.Vault before it reaches the database; a number is found again by its
// blind index. What stays in the clear is what officers select by: village, district, occupation, state, flags.
package postgres
