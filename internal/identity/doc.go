// Package identity has what tells one person from another: NIK, KK, telephone number, KPJ and name, how they are read from
// what people type, and how they are kept from leaking. A number shows itself only through Reveal; printed, logged or marshalled
// by accident it is masked. The Vault seals what is stored, and RedactHandler is the last net under the logs.
package identity
