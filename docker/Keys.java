import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/** What openssl does for secrets.sh, where there is none: "private" makes a key, "public" reads it and gives the other. */
void main(String[] arguments) throws GeneralSecurityException, IOException {
  KeyFactory rsa = KeyFactory.getInstance("RSA");
  if (arguments[0].equals("private")) {
    KeyPairGenerator pairs = KeyPairGenerator.getInstance("RSA");
    pairs.initialize(2048);
    print("PRIVATE KEY", pairs.generateKeyPair().getPrivate().getEncoded());
  } else {
    String pem = new String(System.in.readAllBytes()).replaceAll("-----.*-----", "");
    byte[] encoded = Base64.getMimeDecoder().decode(pem);
    RSAPrivateCrtKey key = (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(encoded));
    print(
        "PUBLIC KEY",
        rsa.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()))
            .getEncoded());
  }
}

void print(String what, byte[] encoded) {
  String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
  System.out.printf("-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n", what, lines);
}
