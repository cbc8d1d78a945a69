"""The languages. Each module here is one flavor, named like its folder of templates."""
