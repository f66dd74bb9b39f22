package io.millrace.acceptance;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes tokens that nobody should take, of one that is right and the public keys of its issuer. */
final class Forgery {

    private final String header;
    private final String claims;
    private final String signature;
    private final JsonNode key;

    Forgery(String token, String keys) {
        String[] parts = token.split("\\.");
        this.header = parts[0];
        this.claims = parts[1];
        this.signature = parts[2];
        this.key = JsonMapper.shared().readTree(keys).at("/keys/0");
    }

    /** Says of itself that it needs no signature. */
    String unsigned() {
        return encode("{\"alg\":\"none\"}") + "." + claims + ".";
    }

    /** Takes the key that everybody knows for a secret. */
    String signedWithThePublicKey() throws Exception {
        String content = encode("{\"alg\":\"HS256\",\"kid\":\"" + key.get("kid").asString() + "\"}") + "." + claims;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(publicKey().getEncoded(), "HmacSHA256"));
        return content + "." + encode(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Has the signature of other claims. */
    String changed() {
        String text = new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8);
        return header + "." + encode(text.replace("\"sub\":\"admin\"", "\"sub\":\"chief\"")) + "." + signature;
    }

    /** Is signed, by somebody else. */
    String withAnotherKey() throws Exception {
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate());
        signer.update((header + "." + claims).getBytes(StandardCharsets.US_ASCII));
        return header + "." + claims + "." + encode(signer.sign());
    }

    private PublicKey publicKey() throws Exception {
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(
                        number(key.get("n").asString()), number(key.get("e").asString())));
    }

    private static BigInteger number(String text) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(text));
    }

    private static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
