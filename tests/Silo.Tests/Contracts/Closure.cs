using System.Reflection;
using Acp.Silo.Grains;

namespace Acp.Silo.Tests.Contracts;

/// <summary>Every contract that can cross from silo to silo: all that the grains' methods take and give, and all that lies in it.</summary>
internal static class Closure
{
    private static readonly Assembly Home = typeof(IGrains).Assembly;

    /// <summary>What a grain interface of the silo inherits from the contracts.</summary>
    public static IEnumerable<Type> Asked { get; } = typeof(ICheckoutSessionGrain).Assembly.GetTypes()
        .Where(type => type.IsInterface && type.IsAssignableTo(typeof(IGrain)))
        .SelectMany(type => type.GetInterfaces())
        .Where(type => type.Assembly == Home)
        .Distinct();

    /// <summary>Without enums and the members of an update, which cross inside of another only.</summary>
    public static IReadOnlyList<Type> Concrete { get; } = [.. Find().Where(type => type is { IsAbstract: false, IsValueType: false }).OrderBy(type => type.ToString(), StringComparer.Ordinal)];

    public static ConstructorInfo ConstructorOf(Type type) =>
        type.GetConstructors().OrderByDescending(it => it.GetParameters().Length).First(it => it.GetParameters() is not [{ } only] || only.ParameterType != type);

    /// <summary>What is given by name only, beside what the constructor takes.</summary>
    public static IEnumerable<PropertyInfo> ExtrasOf(Type type)
    {
        var taken = ConstructorOf(type).GetParameters().Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        return type.GetProperties().Where(property => property.SetMethod is not null && !taken.Contains(property.Name));
    }

    private static HashSet<Type> Find()
    {
        var found = new HashSet<Type>();
        foreach (var method in Asked.SelectMany(type => type.GetMethods()))
        {
            Add(found, method.ReturnType);
            Array.ForEach(method.GetParameters(), parameter => Add(found, parameter.ParameterType));
        }

        return found;
    }

    private static void Add(HashSet<Type> found, Type type)
    {
        Array.ForEach(type.GetGenericArguments(), argument => Add(found, argument));
        if (type.Assembly != Home || !found.Add(type) || type.IsEnum)
        {
            return;
        }

        if (type.IsAbstract)
        {
            Array.ForEach(Home.GetTypes(), other => AddIf(found, other, other.IsAssignableTo(type)));
            return;
        }

        Array.ForEach(ConstructorOf(type).GetParameters(), parameter => Add(found, parameter.ParameterType));
        Array.ForEach([.. ExtrasOf(type)], property => Add(found, property.PropertyType));
    }

    private static void AddIf(HashSet<Type> found, Type type, bool belongs)
    {
        if (belongs)
        {
            Add(found, type);
        }
    }
}
