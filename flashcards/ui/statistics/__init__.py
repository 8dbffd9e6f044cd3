"""The statistics screen: how the learning goes, in numbers and quiet charts."""
