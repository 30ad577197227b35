// Draws the API description from the vendored Swagger UI; no validator, no outside host.
SwaggerUIBundle({ url: "/openapi.json", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null });
