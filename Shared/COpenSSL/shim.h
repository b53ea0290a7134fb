#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// What Swift cannot import from OpenSSL's headers: macros, and callbacks that
// need a place to leave what they learn.

// What is learnt of a connection while it is being encrypted.
typedef struct {
  // X509_V_…: why the other side's certificate was refused; 0 where it was not.
  int refusal;
  // The alert that the other side sent; -1 where it sent none.
  int alert;
  // The connection, from the beginning of the handshake on.
  SSL *connection;
  // The server's name for the hello; NULL for an address.
  const char *name;
} coopt_tls_witness;

static inline int coopt_tls_look(int is_good, X509_STORE_CTX *store) {
  SSL *connection = (SSL *)X509_STORE_CTX_get_ex_data(
      store, SSL_get_ex_data_X509_STORE_CTX_idx());
  coopt_tls_witness *witness = (coopt_tls_witness *)SSL_CTX_get_ex_data(
      SSL_get_SSL_CTX(connection), 0);
  // The first one says why; the others follow from it.
  if (!is_good && witness->refusal == X509_V_OK)
    witness->refusal = X509_STORE_CTX_get_error(store);
  return is_good;
}

static inline void coopt_tls_listen(const SSL *connection, int where,
                                    int what) {
  coopt_tls_witness *witness = (coopt_tls_witness *)SSL_CTX_get_ex_data(
      SSL_get_SSL_CTX(connection), 0);
  if (where & SSL_CB_HANDSHAKE_START) {
    if (!witness->connection && witness->name)
      SSL_set_tlsext_host_name((SSL *)connection, witness->name);
    witness->connection = (SSL *)connection;
  }
  // A goodbye is an alert too, and no complaint.
  if ((where & SSL_CB_READ_ALERT) == SSL_CB_READ_ALERT &&
      (what & 0xff) != SSL3_AD_CLOSE_NOTIFY)
    witness->alert = what & 0xff;
}

// Has a client's context accept a server of one name or address alone, or of
// any where there is none, and leave what it learns with a witness; 0 where
// that cannot be. The witness and the host outlive the context.
static inline int coopt_tls_expect(void *context, const char *host,
                                   coopt_tls_witness *witness) {
  SSL_CTX *tls = (SSL_CTX *)context;
  X509_VERIFY_PARAM *rules = SSL_CTX_get0_param(tls);
  witness->refusal = X509_V_OK;
  witness->alert = -1;
  witness->connection = NULL;
  witness->name = NULL;
  SSL_CTX_set_ex_data(tls, 0, witness);
  SSL_CTX_set_min_proto_version(tls, TLS1_2_VERSION);
  SSL_CTX_set_mode(tls, SSL_MODE_ENABLE_PARTIAL_WRITE |
                            SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_verify(tls, SSL_VERIFY_PEER, coopt_tls_look);
  SSL_CTX_set_info_callback(tls, coopt_tls_listen);
  if (!host) return 1;
  X509_VERIFY_PARAM_set_hostflags(rules, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  if (X509_VERIFY_PARAM_set1_ip_asc(rules, host) == 1) return 1;
  ERR_clear_error();
  witness->name = host;
  return X509_VERIFY_PARAM_set1_host(rules, host, 0);
}

// What a server says who is asked for TLS and does not speak it.
static inline int coopt_tls_is_no_tls(unsigned long error) {
  int reason = ERR_GET_REASON(error);
  return reason == SSL_R_WRONG_VERSION_NUMBER ||
         reason == SSL_R_PACKET_LENGTH_TOO_LONG ||
         reason == SSL_R_HTTP_REQUEST || reason == SSL_R_UNEXPECTED_MESSAGE;
}

static inline long coopt_bio_read_file(BIO *file, const char *path) {
  return BIO_read_filename(file, path);
}
