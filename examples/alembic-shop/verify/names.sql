-- Every customer has a name that the shop can print on a parcel. Passes when it returns no row.
SELECT id, email FROM customer WHERE family_name = '' AND full_name <> ''
