using System.Net;
using Acp.Gateway.Admin;
using Acp.Gateway.Tests.Host;
using Microsoft.AspNetCore.Routing;

namespace Acp.Gateway.Tests;

public sealed class When_a_role_is_too_small : IAsyncLifetime
{
    private AcpHost host = null!;

    public async ValueTask InitializeAsync() => host = await AcpHost.Start();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData(AcpHost.ReadKey, "read")]
    [InlineData(AcpHost.SupportKey, "support")]
    public async Task The_role_that_is_needed_is_named_and_nothing_is_done(string key, string role)
    {
        var error = await ErrorBody.Of(await host.Client.SendAsync(AcpHost.Admin(
            HttpMethod.Post, "/admin/checkout_sessions/cs_1/resolve", """{"reason":"x"}""", key)));

        Assert.Equal(
            new ErrorBody(403, "invalid_request", "role_too_small", $"This needs the role owner; the role of this key is {role}.", null), error);
        Assert.Empty(host.Session.Resolves);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("sk_nobody_has_this_key")]
    [InlineData(AcpHost.Key)]
    public async Task Without_a_key_of_an_operator_not_even_a_role_is_named(string? key)
    {
        var request = AcpHost.Admin(HttpMethod.Post, "/admin/checkout_sessions/cs_1/resolve", "{");
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", key is null ? null : $"Bearer {key}");

        var error = await ErrorBody.Of(await host.Client.SendAsync(request));

        Assert.Equal((401, "unauthorized"), (error.Status, error.Code));
        Assert.DoesNotContain("owner", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_route_is_closed_to_roles_below_its_own()
    {
        foreach (var (method, path, least) in AdminRoutesOf(host).Where(route => route.Path != When_an_operator_watches.Path)) // It needs the least role, and its answer never ends.
        {
            foreach (var (key, role) in new[] { (AcpHost.ReadKey, AdminRole.Read), (AcpHost.SupportKey, AdminRole.Support), (AcpHost.AdminKey, AdminRole.Owner) })
            {
                using var answer = await host.Operator.SendAsync(AcpHost.Admin(method, path, body: null, key));
                Assert.True((answer.StatusCode == HttpStatusCode.Forbidden) == (role < least), $"{method} {path} with {role}: {answer.StatusCode}");
            }
        }
    }

    [Fact]
    public void Every_route_says_which_role_it_needs_and_whoever_only_reads_changes_nothing()
    {
        var routes = host.Routes.Where(IsAdmin).ToArray();

        Assert.NotEmpty(routes);
        Assert.All(routes, route => Assert.NotNull(route.Metadata.GetMetadata<NeededRole>()));
        Assert.All(AdminRoutesOf(host), route => Assert.Equal(route.Method == HttpMethod.Get, route.Least == AdminRole.Read));
    }

    [Fact]
    public async Task Whose_key_it_is_stands_in_the_audit_trail_by_name()
    {
        using var answer = await host.Client.SendAsync(AcpHost.Admin(HttpMethod.Post, "/admin/checkout_sessions/cs_1/resolve", """{"reason":"x"}"""));

        Assert.Equal("admin:0", Assert.Single(host.Session.Resolves).Operator);
    }

    private static bool IsAdmin(RouteEndpoint route) => route.RoutePattern.RawText!.StartsWith("/admin", StringComparison.Ordinal);

    private static IEnumerable<(HttpMethod Method, string Path, AdminRole Least)> AdminRoutesOf(AcpHost host) =>
        from route in host.Routes.Where(IsAdmin)
        from method in route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select (new HttpMethod(method), route.RoutePattern.RawText!.Replace("{id}", "x_1").Replace("{domain}", "shop.example").Replace("{endpoint}", "merchant").Replace("{order}", "x_1"), route.Metadata.GetMetadata<NeededRole>()!.Least);
}
