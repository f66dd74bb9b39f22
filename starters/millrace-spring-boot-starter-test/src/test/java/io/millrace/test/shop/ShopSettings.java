package io.millrace.test.shop;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

@ConfigurationProperties("shop")
record ShopSettings(@DefaultValue("10") int large) {}
