package io.millrace.master.security;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Requests that nobody answers but by saying that there is nothing. The same mappings are asked as by the dispatcher, so
 * that an endpoint which is there is never taken for one that is not.
 */
final class UnknownAddresses implements ServerWebExchangeMatcher {

    private final ObjectProvider<DispatcherHandler> dispatcher;

    /** Takes the dispatcher late: it is made of what is protected. */
    UnknownAddresses(ObjectProvider<DispatcherHandler> dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** What fails, such as a wrong method, fails over something that is there. */
    @Override
    public Mono<MatchResult> matches(ServerWebExchange exchange) {
        List<HandlerMapping> mappings = dispatcher.getObject().getHandlerMappings();
        return Flux.fromIterable(mappings == null ? List.of() : mappings)
                .concatMap(mapping -> mapping.getHandler(exchange))
                .next()
                .map(UnknownAddresses::saysThatThereIsNothing)
                .defaultIfEmpty(true)
                .onErrorReturn(false)
                .flatMap(isUnknown -> isUnknown ? MatchResult.match() : MatchResult.notMatch());
    }

    private static boolean saysThatThereIsNothing(Object handler) {
        ResponseStatus always =
                handler instanceof HandlerMethod method ? method.getMethodAnnotation(ResponseStatus.class) : null;
        return always != null && always.code() == HttpStatus.NOT_FOUND;
    }
}
