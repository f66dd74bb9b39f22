package io.millrace.acceptance.probe;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** What a RestClient is made of that nobody has configured. Apart, because a plain application has no such class. */
final class RestClientProbe {

    private RestClientProbe() {}

    static List<String> describe() {
        List<String> found = new ArrayList<>();
        RestClient.builder()
                .requestInterceptor((request, body, execution) -> execution.execute(request, body))
                .configureMessageConverters(converters -> converters
                        .registerDefaults()
                        .configureMessageConvertersList(list -> list.forEach(converter ->
                                found.add("converter " + converter.getClass().getName()))))
                .build();
        ClientHttpRequestFactory factory = defaultFactory();
        found.add("factory " + factory.getClass().getName());
        return found;
    }

    /** The client shows its factory to nobody but its copies. */
    private static ClientHttpRequestFactory defaultFactory() {
        RestClient client = RestClient.create();
        for (var field : client.getClass().getDeclaredFields()) {
            if (ClientHttpRequestFactory.class.isAssignableFrom(field.getType())) {
                field.setAccessible(true);
                try {
                    ClientHttpRequestFactory factory = (ClientHttpRequestFactory) field.get(client);
                    if (factory != null) {
                        return factory;
                    }
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        throw new IllegalStateException("RestClient keeps its request factory elsewhere now: " + client.getClass());
    }
}
