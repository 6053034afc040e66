using Acp.CheckoutSessions;
using Acp.Store;
using Orleans.Serialization;

namespace Acp.Silo.Tests.Contracts;

public sealed class When_contracts_cross_silos : IDisposable
{
    private readonly ServiceProvider services;

    public When_contracts_cross_silos()
    {
        var collection = new ServiceCollection().AddSerializer();
        OrleansEngine.AddContracts(collection);
        services = collection.BuildServiceProvider();
    }

    public static TheoryData<Type, bool> All() => [.. from type in Closure.Concrete from bare in new[] { false, true } select (type, bare)];

    public void Dispose() => services.Dispose();

    [Theory]
    [MemberData(nameof(All))]
    public void Each_arrives_as_it_was(Type type, bool bare)
    {
        var value = new Sample(bare).Of(type);

        Assert.Equal(Sample.Describe(value), Sample.Describe(OverTheWire(value)));
        Assert.Equal(Sample.Describe(value), Sample.Describe(services.GetRequiredService<DeepCopier>().Copy(value)));
    }

    [Fact]
    public void None_is_forgotten()
    {
        Assert.Equal(6, Closure.Asked.Count());
        Assert.Superset(
            new HashSet<Type> { typeof(Answer.Replied), typeof(Answer.Contended), typeof(Resolution.NotProven), typeof(Reply), typeof(IdempotencyKey), typeof(UpdateCheckoutSession) },
            Closure.Concrete.ToHashSet());
    }

    [Fact]
    public void What_callers_tell_apart_from_bugs_arrives_as_what_it_was_and_tells_nothing_more()
    {
        Assert.IsType<GrainOverloadedException>(OverTheWire(new GrainOverloadedException("Host=db")));
        var store = Assert.IsType<StoreUnavailableException>(OverTheWire(new StoreUnavailableException("Host=db", new InvalidOperationException("Password=x"))));
        Assert.Null(store.InnerException);
        Assert.DoesNotContain("Host", store.Message, StringComparison.Ordinal);
    }

    private object OverTheWire(object value)
    {
        var serializer = services.GetRequiredService<Serializer>();
        return serializer.Deserialize<object>(serializer.SerializeToArray(value))!;
    }
}
