using MerchantServer;

// The other side of docs/merchant-systems.md and docs/orders.md: what the gateway asks is answered at /ask, and orders come
// to /orders. Replace Shop by your own systems; keep the two checks that stand before it.
var builder = WebApplication.CreateBuilder(args);
var secrets = builder.Configuration.GetSection("Secrets").Get<string[]>() ?? ["demo_merchant_secret_change_me"];
builder.WebHost.UseUrls(builder.Configuration["urls"] ?? "http://127.0.0.1:5090").ConfigureKestrel(server => server.Limits.MaxRequestBodySize = 1024 * 1024);
builder.Services.AddSingleton(TimeProvider.System).AddSingleton(new Signature(secrets)).AddSingleton<Shop>();
builder.Services.AddSingleton(new SeenMessages(builder.Configuration["Seen"] ?? "seen-messages.txt")).AddSingleton<Orders>();
var app = builder.Build();

app.Use(async (http, next) =>
{
    // The signature is over the bytes as they came, so they are read before anything looks into them.
    using var body = new MemoryStream();
    await http.Request.Body.CopyToAsync(body);
    var clock = http.RequestServices.GetRequiredService<TimeProvider>();
    if (!http.RequestServices.GetRequiredService<Signature>().IsOf(body.ToArray(), http.Request.Headers["Merchant-Signature"].ToString(), clock.GetUtcNow()))
    {
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return;
    }

    body.Position = 0;
    http.Request.Body = body;
    await next(http);
});

app.MapPost("/ask", (Question question, Shop shop) => shop.Answer(question) is { } answer ? Results.Json(answer) : Results.BadRequest());
app.MapPost("/orders", (OrderMessage message, Orders orders) =>
{
    orders.Take(message);
    return Results.Ok();
});

await app.RunAsync();
