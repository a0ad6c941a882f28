package link

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"time"

	"ledigajobb/internal/board"
)

// minSecret is how many characters a secret has at least.
const minSecret = 32

// A Signer signs what a link carries, so that it comes back as it was, for the purpose that it was meant for, until its
// time is over. It also makes hashes that nobody without the secret can make. Make one with NewSigner; the zero Signer
// signs nothing and accepts nothing.
type Signer struct {
	secrets []string // the first signs, all are accepted
}

// NewSigner is a Signer with secrets of at least 32 characters. To change a secret, put the new one first and take the
// old one away when what it signed is over.
func NewSigner(secrets ...string) (Signer, error) {
	if len(secrets) == 0 {
		return Signer{}, errors.New("a secret is needed to sign links")
	}
	for _, s := range secrets {
		if len(s) < minSecret {
			return Signer{}, fmt.Errorf("a secret has %d characters: it must have at least %d, better made by a program than thought out", len(s), minSecret)
		}
	}
	return Signer{secrets}, nil
}

// Sign is the value with its end and a signature (HMAC-SHA256, RFC 2104) that holds for the purpose alone, in letters
// that addresses take. What is to hold for ever has a zero end.
func (s Signer) Sign(purpose, value string, until time.Time) string {
	if len(s.secrets) == 0 {
		panic("link: a Signer without a secret signs nothing")
	}
	var end [8]byte
	if !until.IsZero() {
		binary.BigEndian.PutUint64(end[:], uint64(until.Unix()))
	}
	payload := append(end[:], value...)
	return encoding.EncodeToString(payload) + "." + encoding.EncodeToString(mac(s.secrets[0], "sign:"+purpose, payload))
}

// Verify is the value that Sign signed for the purpose. What was not signed so is ErrNotFound, what is over ErrGone.
func (s Signer) Verify(purpose, signed string, now time.Time) (string, error) {
	left, right, _ := strings.Cut(signed, ".")
	payload, err := encoding.DecodeString(left)
	signature, err2 := encoding.DecodeString(right)
	if err != nil || err2 != nil || len(payload) < 8 || !s.made(purpose, payload, signature) {
		return "", board.ErrNotFound
	}
	if end := int64(binary.BigEndian.Uint64(payload)); end != 0 && now.Unix() >= end {
		return "", board.ErrGone
	}
	return string(payload[8:]), nil
}

// made says whether one of the secrets made the signature.
func (s Signer) made(purpose string, payload, signature []byte) bool {
	for _, secret := range s.secrets {
		if hmac.Equal(signature, mac(secret, "sign:"+purpose, payload)) {
			return true
		}
	}
	return false
}

// Hash is a value that can be compared, by those who have the secret, without being known: a mail address in a table of
// attempts.
func (s Signer) Hash(purpose, value string) []byte {
	secret := ""
	if len(s.secrets) > 0 {
		secret = s.secrets[0]
	}
	return mac(secret, "hash:"+purpose, []byte(value))
}

var encoding = base64.RawURLEncoding.Strict()

func mac(secret, purpose string, value []byte) []byte {
	h := hmac.New(sha256.New, []byte(secret))
	h.Write([]byte(purpose + "\x00"))
	h.Write(value)
	return h.Sum(nil)
}
